/** Colours and cursor moves of a terminal. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g;

/** Control characters but the tab, and those that turn the direction of what follows. */
const HIDDEN =
  // oxlint-disable-next-line no-control-regex -- as above
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;
const EVERY_HIDDEN = new RegExp(HIDDEN.source, "g");

/** A text with more lines than this keeps the rest in its last line. */
const MOST_LINES = 1000;

/** The lines of a text as they can be shown: nothing in it is invisible, and nothing acts. */
export function cleanLines(text: string): string[] {
  if (!HIDDEN.test(text)) return [text];
  const bare = text.replace(ANSI, "").replace(/\r?\n$|\r$/, "");
  if (!bare.includes("\n")) return [visible(bare)];
  const lines = bare.split("\n", MOST_LINES);
  const rest = bare.length - lines.reduce((sum, line) => sum + line.length + 1, -1);
  if (rest > 0) lines.push(bare.slice(-rest + 1));
  return lines.map((line) => visible(line.replace(/\r$/, "")));
}

function visible(text: string): string {
  return text.replace(EVERY_HIDDEN, symbolOf);
}

/** `␛` for the escape character, `[U+202E]` for what has no picture. */
function symbolOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
}

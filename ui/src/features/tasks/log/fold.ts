import type { LogRow } from "../../../ipc/generated";

/** Fewer alike lines than this stay as they are: two may differ in the digits that matter. */
export const FEWEST = 3;

/** Longer lines are each other's like only by chance. */
const LONGEST = 2000;

/** Whether two rows of a host say the same but for the digits. Warnings and errors are like nothing. */
export function areAlike(a: LogRow, b: LogRow): boolean {
  if (a.level !== "info" || b.level !== "info" || a.attempt !== b.attempt) return false;
  return a.text.length <= LONGEST && b.text.length <= LONGEST && sameButDigits(a.text, b.text);
}

/** As if each number were one character. */
function sameButDigits(a: string, b: string): boolean {
  let [at, bt] = [0, 0];
  while (at < a.length && bt < b.length) {
    const code = a.charCodeAt(at);
    const digits = isDigit(code);
    if (digits !== isDigit(b.charCodeAt(bt)) || (!digits && code !== b.charCodeAt(bt))) return false;
    at += 1;
    bt += 1;
    if (!digits) continue;
    while (isDigit(a.charCodeAt(at))) at += 1;
    while (isDigit(b.charCodeAt(bt))) bt += 1;
  }
  return at === a.length && bt === b.length;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

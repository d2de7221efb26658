export type ParsedHost = { address: string; zone: string };

const ZONE = /^[A-Za-z][\w-]*$/;

/**
 * Reads a pasted list: addresses apart by newline, comma, semicolon or blank; a word after an address is its zone.
 * Anything else is kept as it was typed, so that the check can say what is wrong with it.
 */
export function parseHosts(text: string): ParsedHost[] {
  return text.split(/[\n,;]+/).flatMap((line) => parseLine(line.replace(/#.*$/, "")));
}

function parseLine(line: string): ParsedHost[] {
  const hosts: ParsedHost[] = [];
  for (const word of line.split(/\s+/).filter(Boolean)) {
    const last = hosts.at(-1);
    if (last !== undefined && last.zone === "" && ZONE.test(word)) last.zone = word;
    else hosts.push({ address: word, zone: "" });
  }
  return hosts;
}

/** For telling two spellings of one address apart from two addresses; the agents' port is 2886 unless given. */
export function sameAddressKey(address: string): string {
  const text = address.trim().toLowerCase();
  if (/^\[.*\]$/.test(text)) return `${text}:2886`;
  const colons = text.split(":").length - 1;
  if (colons === 0) return `${text}:2886`;
  return colons > 1 && !text.startsWith("[") ? `[${text}]:2886` : text;
}

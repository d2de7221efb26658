// Without 0 O 1 l I and without characters that shells and connection strings treat as their own.
const UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const LOWER = "abcdefghijkmnopqrstuvwxyz";
const DIGITS = "23456789";
const MARKS = "#%^_-+=:.";

export type RandomBelow = (limit: number) => number;

/** A password of 20 characters that meets every rule of OceanBase, each character drawn evenly. */
export function generatePassword(below: RandomBelow = randomBelow): string {
  const drawn = [UPPER, LOWER, DIGITS, MARKS].flatMap((set) => [pick(set, below), pick(set, below), pick(set, below)]);
  const all = UPPER + LOWER + DIGITS + MARKS;
  while (drawn.length < 20) drawn.push(pick(all, below));
  for (let last = drawn.length - 1; last > 0; last -= 1) {
    const other = below(last + 1);
    [drawn[last], drawn[other]] = [drawn[other] ?? "", drawn[last] ?? ""];
  }
  return drawn.join("");
}

function pick(set: string, below: RandomBelow): string {
  return set.charAt(below(set.length));
}

/** Evenly below `limit`: values past the last whole multiple are drawn again. */
function randomBelow(limit: number): number {
  const fair = Math.floor(2 ** 32 / limit) * limit;
  const cell = new Uint32Array(1);
  do crypto.getRandomValues(cell);
  while ((cell[0] ?? 0) >= fair);
  return (cell[0] ?? 0) % limit;
}

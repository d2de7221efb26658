export type Strength = "none" | "weak" | "fair" | "strong";

const POOLS: [RegExp, number][] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/\d/, 10],
  [/[ -/:-@[-`{-~]/, 33],
  [/[^ -~]/, 1000],
];

/** A rough word on how hard a passphrase is to guess: its length, the kinds of characters, and how many differ. */
export function strengthOf(passphrase: string): Strength {
  const characters = [...passphrase];
  if (characters.length === 0) return "none";
  const pool = POOLS.reduce((sum, [kind, size]) => sum + (kind.test(passphrase) ? size : 0), 0);
  const telling = Math.min(characters.length, new Set(characters).size * 2);
  const bits = telling * Math.log2(pool);
  if (bits < 60) return "weak";
  return bits < 90 ? "fair" : "strong";
}

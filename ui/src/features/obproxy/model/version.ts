/** `4.3.2.0-26` in numbers; what is no number ends it. */
function numbersOf(version: string): number[] {
  const [, digits = ""] = /^([\d.-]*)/.exec(version) ?? [];
  return digits.split(/[.-]/).filter(Boolean).map(Number);
}

/** Negative when `a` is the older one. */
export function byVersion(a: string, b: string): number {
  const [one, other] = [numbersOf(a), numbersOf(b)];
  for (let place = 0; place < Math.max(one.length, other.length); place += 1) {
    const difference = (one[place] ?? 0) - (other[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export function isNewer(version: string, than: string): boolean {
  return byVersion(version, than) > 0;
}

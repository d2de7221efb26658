const PAGE = 10;

/** The row a key leads to; null for a key that is none of ours. */
export function rowMove(key: string, at: number, count: number): number | null {
  const by = BY[key];
  if (by !== undefined) return Math.max(0, Math.min(count - 1, at + by));
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}

const BY: Record<string, number | undefined> = {
  ArrowDown: 1,
  ArrowUp: -1,
  j: 1,
  k: -1,
  PageDown: PAGE,
  PageUp: -PAGE,
};

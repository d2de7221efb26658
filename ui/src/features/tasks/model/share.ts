/**
 * `next`, but with every part that equals its counterpart in `previous` replaced by that counterpart, so that
 * what did not change keeps its identity and is not drawn again. Plain JSON values only.
 */
export function share<T>(previous: unknown, next: T): T {
  if (Object.is(previous, next)) return next;
  if (Array.isArray(previous) && Array.isArray(next)) return shareList(previous, next);
  if (isRecord(previous) && isRecord(next)) return shareRecord(previous, next);
  return next;
}

function shareList<T extends unknown[]>(previous: unknown[], next: T): T {
  const merged = next.map((item, index) => share(counterpart(previous, item, index), item));
  const same = merged.length === previous.length && merged.every((item, index) => Object.is(item, previous[index]));
  // Each element is either next's own or an equal one of previous: the list has next's type.
  return (same ? previous : merged) as T;
}

/** Rows are found by their key, so that one that moves keeps its identity too. */
function counterpart(previous: unknown[], item: unknown, index: number): unknown {
  if (!isRecord(item) || typeof item.key !== "string") return previous[index];
  const at = previous[index];
  if (isRecord(at) && at.key === item.key) return at;
  return previous.find((candidate) => isRecord(candidate) && candidate.key === item.key);
}

function shareRecord<T extends Record<string, unknown>>(previous: Record<string, unknown>, next: T): T {
  const keys = Object.keys(next);
  const merged = Object.fromEntries(keys.map((key) => [key, share(previous[key], next[key])]));
  const same =
    keys.length === Object.keys(previous).length && keys.every((key) => Object.is(merged[key], previous[key]));
  return (same ? previous : merged) as T;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

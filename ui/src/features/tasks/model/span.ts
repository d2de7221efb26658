/** A stretch of time, Unix milliseconds. */
export type Span = { from: number; to: number };

/** The union of `spans`, ascending; stretches that touch or overlap become one. */
export function mergeSpans(spans: Span[], tolerance = 0): Span[] {
  const sorted = spans.filter((span) => span.to >= span.from).toSorted((a, b) => a.from - b.from);
  const merged: Span[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last && span.from <= last.to + tolerance) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
}

/** Milliseconds covered by `spans`, overlaps counted once. */
export function lengthOf(spans: Span[]): number {
  return mergeSpans(spans).reduce((sum, span) => sum + span.to - span.from, 0);
}

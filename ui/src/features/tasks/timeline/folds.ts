import { type Span, mergeSpans } from "../model/span";

/** A gap is cut out when it takes more than this share of what is left to show… */
const SHARE = 0.2;
/** …and is long enough that nobody misses it. */
const SHORTEST = 20_000;
/** Of the time at work, kept on each side of a cut so that the bars there can breathe. */
const MARGIN_BEFORE = 0.1;
const MARGIN_AFTER = 0.03;

/** The idle stretches of `domain` to draw as breaks: what dwarfs the rest is cut, and then the rest is judged again. */
export function findFolds(domain: Span, busy: Span[]): Span[] {
  const gaps = gapsOf(domain, busy);
  const cut = new Set<Span>();
  for (let found = true; found;) {
    const shown = length(domain) - [...cut].reduce((sum, gap) => sum + length(gap), 0);
    const dwarfing = gaps.filter((gap) => !cut.has(gap) && length(gap) >= SHORTEST && length(gap) > shown * SHARE);
    for (const gap of dwarfing) cut.add(gap);
    found = dwarfing.length > 0;
  }
  const shown = length(domain) - [...cut].reduce((sum, gap) => sum + length(gap), 0);
  return gaps.filter((gap) => cut.has(gap)).map((gap) => narrow(gap, shown));
}

function gapsOf(domain: Span, busy: Span[]): Span[] {
  const gaps: Span[] = [];
  let at = domain.from;
  for (const span of mergeSpans(busy)) {
    if (span.from > at) gaps.push({ from: at, to: Math.min(span.from, domain.to) });
    at = Math.max(at, span.to);
  }
  if (at < domain.to) gaps.push({ from: at, to: domain.to });
  return gaps;
}

function narrow(gap: Span, shown: number): Span {
  const room = length(gap) / 4;
  return { from: gap.from + Math.min(shown * MARGIN_BEFORE, room), to: gap.to - Math.min(shown * MARGIN_AFTER, room) };
}

function length({ from, to }: Span): number {
  return to - from;
}

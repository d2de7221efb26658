import type { Lines } from "./lines";
import type { Matcher, Place } from "./matcher";

/** A hit: its line, and the how-manieth of that line it is, from 0. */
export type Hit = { line: number; nth: number };

/** A search over every line, which keeps a count a line that has hits, and no hit. */
export type Search = {
  /** Goes on until nothing is left or `enough` says so; returns whether nothing is left. */
  run: (enough: () => boolean) => boolean;
  /** Forgets what was found at and behind `line`. */
  cut: (line: number) => void;
  total: () => number;
  hit: (index: number) => Hit | null;
  /** The first hit at or behind `line`. */
  firstFrom: (line: number) => number;
};

/** Lines looked through before the clock is looked at. */
const STRIDE = 2000;
/** Characters that count as much as a stride. */
const LONG = 200_000;

export function createSearch(lines: Lines, matcher: Matcher): Search {
  const matched: number[] = [];
  /** Hits up to and with the matched line at the same place. */
  const upTo: number[] = [];
  let done = 0;

  function run(enough: () => boolean): boolean {
    const count = lines.count();
    let characters = 0;
    for (let steps = 1; done < count; steps++) {
      const line = lines.at(done);
      if (line !== undefined && !line.separator) {
        const hits = matcher.count(line.row.text);
        if (hits > 0) {
          matched.push(done);
          upTo.push(total() + hits);
        }
        characters += line.row.text.length;
      }
      done += 1;
      if (steps % STRIDE !== 0 && characters < LONG) continue;
      characters = 0;
      if (enough()) break;
    }
    return done >= count;
  }

  function cut(line: number) {
    done = Math.min(done, line);
    const keep = firstAtLeast(matched, line);
    matched.length = keep;
    upTo.length = keep;
  }

  function total(): number {
    return upTo.at(-1) ?? 0;
  }

  function hit(index: number): Hit | null {
    const at = firstAtLeast(upTo, index + 1);
    const line = matched[at];
    return line === undefined ? null : { line, nth: index - (upTo[at - 1] ?? 0) };
  }

  return {
    run,
    cut,
    total,
    hit,
    firstFrom: (line) => upTo[firstAtLeast(matched, line) - 1] ?? 0,
  };
}

function firstAtLeast(ordered: readonly number[], wanted: number): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ordered[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

export type Part = { at: number; text: string; hit: "none" | "hit" | "current" };

/** `text` cut at its hits, for marking them. */
export function cutAtHits(text: string, places: Place[], current: Place | null): Part[] {
  const parts: Part[] = [];
  let at = 0;
  const add = (to: number, hit: Part["hit"]) => {
    if (to > at) parts.push({ at, text: text.slice(at, to), hit });
    at = to;
  };
  for (const { from, to } of places) {
    add(from, "none");
    add(to, current !== null && from === current.from ? "current" : "hit");
  }
  add(text.length, "none");
  return parts;
}

import type { LogLevel, LogRow } from "../../../ipc/generated";
import { cleanLines } from "./clean";

/** Rows and characters kept at most; beyond that the oldest go. */
export type Most = { rows: number; characters: number };

const MOST: Most = { rows: 600_000, characters: 128 * 1024 * 1024 };

/** Every row of a log, in the order of their times. Rows without a time stay behind the row they came after. */
export type Book = {
  rows: readonly LogRow[];
  /** Takes over the rows not seen before; returns the first place at which something is new, or the length. */
  add: (rows: LogRow[]) => number;
  /** How many of the oldest rows were let go. */
  dropped: () => number;
  indexOf: (row: LogRow) => number;
  count: (level: CountedLevel, attempt: number | null, runKey: string | null) => number;
};

type CountedLevel = Exclude<LogLevel, "info">;
type Tally = { level: CountedLevel; attempt: number; runKey: string; count: number };
type Placed = { row: LogRow; when: number };

export function createBook(most: Most = MOST): Book {
  const rows: LogRow[] = [];
  const times: number[] = [];
  const keys = new Set<string>();
  const lastOf = new Map<string, number>();
  const tallies: Tally[] = [];
  const words = new Map<string, string>();
  let newest = -Infinity;
  let oldest = -Infinity;
  let characters = 0;
  let dropped = 0;

  /** Texts that every row repeats are kept once. */
  function once(word: string): string {
    const known = words.get(word);
    if (known !== undefined) return known;
    words.set(word, word);
    return word;
  }

  function add(fresh: LogRow[]): number {
    const before = rows.length;
    const late: Placed[] = [];
    for (const row of fresh) {
      if (keys.has(row.key)) continue;
      const when = row.at ?? lastOf.get(row.runKey) ?? newest;
      if (dropped > 0 && when < oldest) continue;
      row.host = once(row.host);
      row.runKey = once(row.runKey);
      keys.add(row.key);
      lastOf.set(row.runKey, when);
      newest = when;
      for (const part of partsOf(row)) {
        characters += part.text.length;
        tally(part, 1);
        if (when >= (times.at(-1) ?? -Infinity)) push(part, when);
        else late.push({ row: part, when });
      }
    }
    const from = Math.min(before, insert(late));
    return shorten() > 0 ? 0 : from;
  }

  /** Of plain lines nobody asks how many there are. */
  function tally({ level, attempt, runKey }: LogRow, by: 1 | -1) {
    if (level === "info") return;
    const known = tallies.find((one) => one.level === level && one.attempt === attempt && one.runKey === runKey);
    if (known === undefined) tallies.push({ level, attempt, runKey, count: by });
    else known.count += by;
  }

  /** Merges them in; what was there first stays in front of what is as old. */
  function insert(late: Placed[]): number {
    const [earliest, ...others] = late.toSorted((a, b) => compare(a.when, b.when));
    if (earliest === undefined) return rows.length;
    const from = placeAfter(times, earliest.when);
    const laterRows = rows.splice(from);
    const laterTimes = times.splice(from);
    let at = 0;
    for (const { row, when } of [earliest, ...others]) {
      for (; at < laterRows.length && (laterTimes[at] ?? 0) <= when; at++) push(laterRows[at], laterTimes[at]);
      push(row, when);
    }
    for (; at < laterRows.length; at++) push(laterRows[at], laterTimes[at]);
    return from;
  }

  function push(row: LogRow | undefined, when: number | undefined) {
    if (row === undefined || when === undefined) return;
    rows.push(row);
    times.push(when);
  }

  /** A quarter at once, so that it is seldom. */
  function shorten(): number {
    if (rows.length <= most.rows && characters <= most.characters) return 0;
    let gone = 0;
    while (gone < rows.length - 1 && (rows.length - gone > most.rows * 0.75 || characters > most.characters * 0.75)) {
      const row = rows[gone];
      if (row === undefined) break;
      characters -= row.text.length;
      keys.delete(row.key);
      tally(row, -1);
      gone += 1;
    }
    rows.splice(0, gone);
    times.splice(0, gone);
    dropped += gone;
    oldest = times[0] ?? oldest;
    return gone;
  }

  function indexOf(row: LogRow): number {
    const when = row.at;
    const from = when === null ? 0 : placeAfter(times, when - 1);
    return rows.indexOf(row, from);
  }

  function count(level: CountedLevel, attempt: number | null, runKey: string | null): number {
    return tallies
      .filter((one) => one.level === level && (attempt ?? one.attempt) === one.attempt)
      .filter((one) => (runKey ?? one.runKey) === one.runKey)
      .reduce((sum, one) => sum + one.count, 0);
  }

  return { rows, add, dropped: () => dropped, indexOf, count };
}

/** A row for each of its lines. */
function partsOf(row: LogRow): LogRow[] {
  const texts = cleanLines(row.text);
  if (texts.length === 1 && texts[0] === row.text) return [row];
  return texts.map((text, part) => ({ ...row, text, key: part === 0 ? row.key : `${row.key}+${part}` }));
}

/** Unlike a difference, it holds for two that are infinite. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The first place behind every time that is not later than `when`. */
function placeAfter(times: readonly number[], when: number): number {
  if ((times.at(-1) ?? -Infinity) <= when) return times.length;
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) <= when) low = middle + 1;
    else high = middle;
  }
  return low;
}

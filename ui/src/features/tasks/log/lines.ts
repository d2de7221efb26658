import type { LogLevel, LogRow } from "../../../ipc/generated";
import { FEWEST, areAlike } from "./fold";

/** `runKey` is the one host that is looked at. */
export type LogFilter = { attempt: number | null; level: "all" | Exclude<LogLevel, "info">; runKey: string | null };

export const NO_FILTER: LogFilter = { attempt: null, level: "all", runKey: null };

/** `separator` stands where a host begins another attempt; `times` and `first` for the lines folded into this one. */
export type LogLine = { row: LogRow; separator: boolean; times: number; first: LogRow };

/** The lines to show, as the rows come. Growing by a row costs a row, however many there are. */
export type Lines = {
  count: () => number;
  at: (line: number) => LogLine | undefined;
  /** The line of the row at `index`, or the next one that is shown. */
  lineOf: (index: number) => number;
  /** Takes in what changed in the rows at and behind `from`; returns the first line that is another now. */
  update: (from: number) => number;
};

/**
 * What a host says again and again, but for the digits, shows once, where and as it was said last, with its count.
 * Lines of other hosts may lie between. Without `folds` every row shows.
 */
export function createLines(rows: readonly LogRow[], filter: LogFilter, folds: boolean): Lines {
  // Twice the row's index, and one more unless it is the separator before the row.
  const entries: number[] = [];
  // By row: the shown row of the same run before it, how many alike rows end here, and the first of those.
  const before: number[] = [];
  const alike: number[] = [];
  const firsts: number[] = [];
  const lastOf = new Map<string, number>();
  let known = 0;
  let changed = 0;

  function push(index: number, row: LogRow) {
    const last = lastOf.get(row.runKey) ?? -1;
    const lastRow = rows[last];
    lastOf.set(row.runKey, index);
    const again = folds && lastRow !== undefined && areAlike(lastRow, row);
    before[index] = last;
    alike[index] = again ? (alike[last] ?? 0) + 1 : 1;
    firsts[index] = again ? (firsts[last] ?? last) : index;
    if (row.attempt > (lastRow?.attempt ?? 1)) entries.push(index * 2);
    if ((alike[index] ?? 0) >= FEWEST) hide(last);
    if (alike[index] === FEWEST) hide(before[last] ?? -1);
    entries.push(index * 2 + 1);
  }

  function hide(index: number) {
    const at = lowerBound(entries, index * 2 + 1);
    if (entries[at] !== index * 2 + 1) return;
    entries.splice(at, 1);
    changed = Math.min(changed, at);
  }

  function show(index: number) {
    const at = lowerBound(entries, index * 2 + 1);
    if (entries[at] === index * 2 + 1) return;
    entries.splice(at, 0, index * 2 + 1);
    changed = Math.min(changed, at);
  }

  /** Forgets the rows at and behind `from`, and shows again what only they had hidden. */
  function cut(from: number) {
    entries.length = lowerBound(entries, from * 2);
    changed = Math.min(changed, entries.length);
    for (const [run, last] of lastOf) {
      let index = last;
      while (index >= from) index = before[index] ?? -1;
      if (index === last) continue;
      if (index < 0) lastOf.delete(run);
      else {
        lastOf.set(run, index);
        show(index);
        if (alike[index] === FEWEST - 1) show(before[index] ?? -1);
      }
    }
    known = from;
  }

  function update(from: number): number {
    changed = entries.length;
    if (from < known) cut(from);
    for (; known < rows.length; known++) {
      const row = rows[known];
      if (row !== undefined && shows(row, filter)) push(known, row);
    }
    return changed;
  }

  function at(line: number): LogLine | undefined {
    const entry = entries[line];
    const index = entry === undefined ? -1 : entry >> 1;
    const row = rows[index];
    if (entry === undefined || row === undefined) return undefined;
    const times = alike[index] ?? 1;
    const folded = entry % 2 === 1 && times >= FEWEST;
    const first = folded ? (rows[firsts[index] ?? index] ?? row) : row;
    return { row, separator: entry % 2 === 0, times: folded ? times - 1 : 0, first };
  }

  return { count: () => entries.length, at, lineOf: (index) => lowerBound(entries, index * 2 + 1), update };
}

function shows(row: LogRow, { attempt, level, runKey }: LogFilter): boolean {
  return (
    (attempt === null || row.attempt === attempt) &&
    (level === "all" || row.level === level) &&
    (runKey === null || row.runKey === runKey)
  );
}

function lowerBound(ordered: readonly number[], wanted: number): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ordered[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The line of the next or previous error from `at`, going round; null when there is none. */
export function errorFrom(lines: Lines, at: number, step: 1 | -1): number | null {
  const count = lines.count();
  for (let tried = 1; tried <= count; tried++) {
    const index = (((at + step * tried) % count) + count) % count;
    const line = lines.at(index);
    if (line !== undefined && !line.separator && line.row.level === "error") return index;
  }
  return null;
}

/** What "copy" puts on the clipboard, from one line to another. `clock` writes a time as the screen does. */
export function logText(rows: Iterable<LogRow>, clock: (at: number) => string): string {
  const written: string[] = [];
  for (const { at, host, level, text } of rows) {
    written.push(`${at === null ? "-" : clock(at)} ${host} ${level.toUpperCase()} ${text}`);
  }
  return written.join("\n");
}

/** The rows that `filter` shows, none of them folded. */
export function* rowsShown(rows: readonly LogRow[], filter: LogFilter): Generator<LogRow> {
  for (const row of rows) if (shows(row, filter)) yield row;
}

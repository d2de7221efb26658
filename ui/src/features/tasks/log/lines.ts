import type { LogEvent, LogLevel, LogRow } from "../../../ipc/generated";

export type LogState = {
  rows: LogRow[];
  keys: ReadonlySet<string>;
  complete: boolean;
  loaded: boolean;
  problem: LogEvent["problem"];
};

export const NO_LINES: LogState = { rows: [], keys: new Set(), complete: false, loaded: false, problem: null };

/** Adds the rows not seen before, in the order of their times; rows without a time stay where they came. */
export function addRows(state: LogState, event: LogEvent): LogState {
  const keys = new Set(state.keys);
  const fresh = event.rows.filter((row) => !keys.has(row.key) && keys.add(row.key));
  const rows = fresh.length === 0 ? state.rows : inOrder([...state.rows, ...fresh]);
  return { rows, keys, complete: event.complete, loaded: true, problem: event.problem };
}

function inOrder(rows: LogRow[]): LogRow[] {
  const ordered = rows.every((row, index) => index === 0 || !later(rows[index - 1], row));
  return ordered ? rows : rows.toSorted((a, b) => (later(a, b) ? 1 : later(b, a) ? -1 : 0));
}

function later(a: LogRow | undefined, b: LogRow): boolean {
  return a !== undefined && a.at !== null && b.at !== null && a.at > b.at;
}

export type LogFilter = { attempt: number | null; level: "all" | Exclude<LogLevel, "info"> };

/** `repeats` stands for the lines folded into this one. */
export type LogLine =
  | { type: "row"; row: LogRow; repeats?: { times: number; first: LogRow } }
  | { type: "attempt"; key: string; number: number; row: LogRow };

/** The lines to show, with a separator where a host begins another attempt. */
export function linesOf(rows: LogRow[], filter: LogFilter): LogLine[] {
  const attempts = new Map<string, number>();
  return rows
    .filter((row) => shows(row, filter))
    .flatMap((row): LogLine[] => {
      const before = attempts.get(row.runKey) ?? 1;
      attempts.set(row.runKey, row.attempt);
      if (row.attempt <= before) return [{ type: "row", row }];
      return [
        { type: "attempt", key: `attempt:${row.key}`, number: row.attempt, row },
        { type: "row", row },
      ];
    });
}

function shows(row: LogRow, { attempt, level }: LogFilter): boolean {
  return (attempt === null || row.attempt === attempt) && (level === "all" || row.level === level);
}

export function countLevel(rows: LogRow[], level: LogLevel, attempt: number | null): number {
  return rows.filter((row) => row.level === level && (attempt === null || row.attempt === attempt)).length;
}

/** The line of the next or previous error from `at`, going round; null when there is none. */
export function errorFrom(lines: LogLine[], at: number, step: 1 | -1): number | null {
  for (let count = 1; count <= lines.length; count++) {
    const index = (((at + step * count) % lines.length) + lines.length) % lines.length;
    const line = lines[index];
    if (line?.type === "row" && line.row.level === "error") return index;
  }
  return null;
}

/** What "copy" puts on the clipboard. `clock` writes a time as the screen does. */
export function logText(lines: LogLine[], clock: (at: number) => string): string {
  return lines
    .flatMap((line) => (line.type === "row" ? [line.row] : []))
    .map(({ at, host, level, text }) => [at === null ? "-" : clock(at), host, level.toUpperCase(), text].join(" "))
    .join("\n");
}

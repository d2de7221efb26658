import type { LogRow } from "../../../ipc/generated";
import type { LogLine } from "./lines";

/** Fewer alike lines than this stay as they are: two may differ in the digits that matter. */
const FEWEST = 3;

/** Rows that say the same, the one that is shown last. */
type Run = { like: string; rows: LogRow[] };

/**
 * What a host says again and again, but for the digits, shows once, where and as it was said last, with its count.
 * Lines of other hosts may lie between. Warnings and errors always show.
 */
export function foldRepeats(lines: LogLine[]): LogLine[] {
  const runs = runsOf(lines);
  return lines.flatMap((line): LogLine[] => {
    const rows = line.type === "row" ? (runs.get(line.row.key) ?? []) : [];
    if (line.type !== "row" || rows.length < FEWEST) return [line];
    if (rows.at(-1) !== line.row) return [];
    return [{ ...line, repeats: { times: rows.length - 1, first: rows[0] ?? line.row } }];
  });
}

function runsOf(lines: LogLine[]): ReadonlyMap<string, LogRow[]> {
  const open = new Map<string, Run>();
  const runs = new Map<string, LogRow[]>();
  for (const line of lines) {
    if (line.type !== "row") continue;
    const { row } = line;
    const like = likeness(row);
    const before = open.get(row.runKey);
    const run = before !== undefined && like !== null && before.like === like ? before : { like: like ?? "", rows: [] };
    run.rows.push(row);
    open.set(row.runKey, run);
    runs.set(row.key, run.rows);
  }
  return runs;
}

/** Alike lines have the same; null is like nothing. */
function likeness({ level, attempt, text }: LogRow): string | null {
  return level === "info" ? `${attempt} ${text.replace(/\d+/g, "#")}` : null;
}

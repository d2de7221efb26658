import type { Environment, TaskRow } from "../../../ipc/generated";
import { taskKey } from "./filter";
import { groupBy } from "./group";
import type { Compare } from "./sort";

export const GROUPINGS = ["none", "cluster", "day"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export type GroupHead = {
  count: number;
  running: number;
  failed: number;
} & (
  | { by: "cluster"; name: string; environment: Environment }
  /** Any moment of the day; null for what has not begun. */
  | { by: "day"; at: number | null }
);

export type TaskLine = {
  type: "task";
  key: string;
  row: TaskRow;
  /** 1: below the task it follows. */
  depth: 0 | 1;
  /** The task it follows, where that is known. */
  main: TaskRow | null;
};
export type Line = { type: "group"; key: string; group: GroupHead } | TaskLine;

/** Rows in order, in groups, each task that follows another below it where both are shown. */
export function layLines(
  rows: readonly TaskRow[],
  mains: ReadonlyMap<string, TaskRow>,
  grouping: Grouping,
  compare: Compare,
): Line[] {
  const sorted = rows.toSorted(compare);
  if (grouping === "none") return nest(sorted, mains);
  const groups = groupBy(sorted, (row) => groupKey(row, grouping));
  return [...groups]
    .toSorted(([, a], [, b]) => order(a, b, grouping))
    .flatMap(([key, members]): Line[] => [
      { type: "group", key: `group ${key}`, group: headOf(members, grouping) },
      ...nest(members, mains),
    ]);
}

/** What follows one that is on the list stands right below it, wherever it was sorted to. */
function nest(rows: readonly TaskRow[], mains: ReadonlyMap<string, TaskRow>): TaskLine[] {
  const mainOf = (row: TaskRow) => (row.mainTaskId === null ? null : (mains.get(taskKey(row, row.mainTaskId)) ?? null));
  const here = new Set(rows);
  // One that would follow itself, or one that follows in turn, stands alone.
  const above = (row: TaskRow) => {
    const main = mainOf(row);
    return main !== null && main !== row && here.has(main) && mainOf(main) === null ? main : null;
  };
  const line = (row: TaskRow, depth: 0 | 1): TaskLine => ({
    type: "task",
    key: row.key,
    row,
    depth,
    main: mainOf(row),
  });
  const below = groupBy(
    rows.filter((row) => above(row) !== null),
    (row) => above(row)?.key ?? "",
  );
  return rows.flatMap((row) => {
    if (above(row) !== null) return [];
    return [line(row, 0), ...(below.get(row.key) ?? []).map((follower) => line(follower, 1))];
  });
}

function groupKey(row: TaskRow, grouping: "cluster" | "day"): string {
  if (grouping === "cluster") return `${row.connectionId ?? ""} ${row.connectionId === null ? nameOf(row) : ""}`;
  return row.startedAt === null ? "" : new Date(row.startedAt).toDateString();
}

function headOf(rows: readonly TaskRow[], grouping: "cluster" | "day"): GroupHead {
  const [first] = rows;
  const count = rows.length;
  const running = rows.filter(({ state }) => state.kind === "running").length;
  const failed = rows.filter(({ state }) => state.kind === "failed").length;
  return grouping === "cluster"
    ? { by: "cluster", name: nameOf(first), environment: first?.environment ?? "dev", count, running, failed }
    : { by: "day", at: first?.startedAt ?? null, count, running, failed };
}

function order([a]: TaskRow[], [b]: TaskRow[], grouping: "cluster" | "day"): number {
  if (grouping === "cluster") return nameOf(a).localeCompare(nameOf(b), undefined, { numeric: true });
  return (b?.startedAt ?? Infinity) - (a?.startedAt ?? Infinity);
}

function nameOf(row: TaskRow | undefined): string {
  return row?.connectionName || row?.clusterName || "";
}

import type { StateKind, TaskPlace, TaskRow } from "../../../ipc/generated";

/** Chips: what of all tasks is shown. */
export const SHOWN = ["all", "running", "failed", "waiting", "done", "undone", "other"] as const;
export type Shown = (typeof SHOWN)[number];
export const PLACES = ["cluster", "agent", "obProxy", "ocp"] as const satisfies TaskPlace["type"][];
export type Within = "day" | "week" | "all";

export type Filter = {
  text: string;
  shown: Shown;
  /** Empty: only what was started without a connection. */
  connection: string | null;
  place: TaskPlace["type"] | null;
  within: Within;
  /** Tasks on single agents that follow another one that is on the list. */
  subTasks: "hidden" | "shown";
};

export const NO_FILTER: Filter = {
  text: "",
  shown: "all",
  connection: null,
  place: null,
  within: "all",
  subTasks: "hidden",
};

export type Found = {
  rows: TaskRow[];
  /** How many each chip would leave. */
  counts: Record<Shown, number>;
  /** Tasks that follow another, hidden or not. */
  subTasks: number;
};

const HOUR = 3_600_000;
const SPANS: Record<Within, number> = { day: 24 * HOUR, week: 7 * 24 * HOUR, all: Infinity };

/** The chip a state belongs to. */
export const CHIP_OF: Record<StateKind, Exclude<Shown, "all">> = {
  pending: "waiting",
  ready: "waiting",
  running: "running",
  succeeded: "done",
  passed: "done",
  failed: "failed",
  rolledBack: "undone",
  cancelled: "undone",
  unknown: "other",
};

/** Names a task of a connection; what follows it names it so. */
export function taskKey({ connectionId }: TaskRow, taskId: string): string {
  return `${connectionId ?? ""}\n${taskId}`;
}

/** Tasks by the name that those which follow them use. */
export function mainTasks(rows: readonly TaskRow[]): ReadonlyMap<string, TaskRow> {
  return new Map(rows.filter(({ taskId }) => taskId !== "").map((row) => [taskKey(row, row.taskId), row]));
}

/** Rows that pass, and how many each chip would leave. `textOf` gives all that the text filter looks at. */
export function findRows(
  rows: readonly TaskRow[],
  mains: ReadonlyMap<string, TaskRow>,
  filter: Filter,
  now: number,
  textOf: (row: TaskRow) => string,
): Found {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const since = now - SPANS[filter.within];
  const counts: Found["counts"] = { all: 0, running: 0, failed: 0, waiting: 0, done: 0, undone: 0, other: 0 };
  const found: TaskRow[] = [];
  let subTasks = 0;
  for (const row of rows) {
    if (filter.connection !== null && (row.connectionId ?? "") !== filter.connection) continue;
    if (filter.place !== null && row.place.type !== filter.place) continue;
    if (lastSeen(row) < since || !words.every((word) => textOf(row).includes(word))) continue;
    if (row.mainTaskId !== null && mains.has(taskKey(row, row.mainTaskId))) {
      subTasks += 1;
      if (filter.subTasks === "hidden") continue;
    }
    const chip = CHIP_OF[row.state.kind];
    counts.all += 1;
    counts[chip] += 1;
    if (filter.shown === "all" || filter.shown === chip) found.push(row);
  }
  return { rows: found, counts, subTasks };
}

/** Something is left out besides tasks that follow another. */
export function isFiltering({ text, shown, connection, place, within }: Filter): boolean {
  return text.trim() !== "" || shown !== "all" || connection !== null || place !== null || within !== "all";
}

/** What has not ended is of now. */
function lastSeen({ state, startedAt, endedAt }: TaskRow): number {
  const chip = CHIP_OF[state.kind];
  return chip === "running" || chip === "waiting" ? Infinity : (endedAt ?? startedAt ?? Infinity);
}

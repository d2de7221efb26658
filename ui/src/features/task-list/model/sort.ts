import type { StateKind, TaskRow } from "../../../ipc/generated";

export const COLUMNS = ["state", "name", "cluster", "place", "progress", "started", "took", "step"] as const;
export type Column = (typeof COLUMNS)[number];
export type Sorting = { column: Column; down: boolean };
export type Compare = (a: TaskRow, b: TaskRow) => number;

/** Times and amounts begin with the largest: it is what one looks for. */
const DOWN_FIRST: ReadonlySet<Column> = new Set(["progress", "started", "took"]);

/** One way, the other, then as the list is by itself. */
export function nextSorting(before: Sorting | null, column: Column): Sorting | null {
  const first = DOWN_FIRST.has(column);
  if (before?.column !== column) return { column, down: first };
  return before.down === first ? { column, down: !first } : null;
}

/** What needs somebody first. */
const GRAVITY: Record<StateKind, number> = {
  failed: 0,
  unknown: 1,
  running: 2,
  ready: 3,
  pending: 4,
  cancelled: 5,
  rolledBack: 6,
  passed: 7,
  succeeded: 8,
};

const ENDED: Record<StateKind, 0 | 1> = {
  running: 0,
  ready: 0,
  pending: 0,
  failed: 1,
  unknown: 1,
  cancelled: 1,
  rolledBack: 1,
  passed: 1,
  succeeded: 1,
};

const collator = new Intl.Collator(undefined, { numeric: true });

/**
 * Without a sorting: what has not ended, then the newest. What has no value comes last, whichever way it is sorted.
 * `now` is when durations of what still runs are compared.
 */
export function comparing(sorting: Sorting | null, now: number, nameOf: (row: TaskRow) => string): Compare {
  if (sorting === null) return (a, b) => ENDED[a.state.kind] - ENDED[b.state.kind] || byStart(a, b);
  const { column, down } = sorting;
  const values = new Map<TaskRow, string | number | null>();
  const valueOf = (row: TaskRow) => {
    const known = values.get(row);
    if (known !== undefined) return known;
    const value = read(row, column, now, nameOf);
    values.set(row, value);
    return value;
  };
  return (a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null) || byStart(a, b);
    const order =
      typeof left === "number" && typeof right === "number"
        ? left - right
        : collator.compare(String(left), String(right));
    return (down ? -order : order) || byStart(a, b);
  };
}

/** How long it took, or has taken so far; null while that is not known. */
export function tookMs({ state, startedAt, endedAt }: TaskRow, now: number): number | null {
  if (startedAt === null) return null;
  if (endedAt !== null) return Math.max(0, endedAt - startedAt);
  return state.kind === "running" ? Math.max(0, now - startedAt) : null;
}

function read(row: TaskRow, column: Column, now: number, nameOf: (row: TaskRow) => string): string | number | null {
  switch (column) {
    case "state":
      return GRAVITY[row.state.kind];
    case "name":
      return nameOf(row);
    case "cluster":
      return row.connectionName || row.clusterName || null;
    case "place":
      return "address" in row.place ? row.place.address : row.place.type === "cluster" ? "" : row.place.type;
    case "progress":
      return row.total === 0 ? null : row.done / row.total;
    case "started":
      return row.startedAt;
    case "took":
      return tookMs(row, now);
    case "step":
      return row.atStep;
  }
}

function byStart(a: TaskRow, b: TaskRow): number {
  return (b.startedAt ?? Infinity) - (a.startedAt ?? Infinity) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

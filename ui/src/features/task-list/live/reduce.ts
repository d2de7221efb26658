import type { IpcError, TaskRow, TasksEvent, TaskSource } from "../../../ipc/generated";
import { share } from "../../tasks/model/share";

export type TasksState = {
  /** In no order; null until the first snapshot. */
  rows: readonly TaskRow[] | null;
  sources: readonly TaskSource[];
  seq: number;
  /** Why nothing more is heard. */
  problem: IpcError | null;
};

/** What the store is told besides the stream's events. */
export type Told = { type: "event"; event: TasksEvent } | { type: "lost"; problem: IpcError };

export const NOTHING_YET: TasksState = { rows: null, sources: [], seq: 0, problem: null };

/** Old rows stay when the stream is lost; a row that did not change stays the same object, and is not drawn again. */
export function reduceTasks(state: TasksState, told: Told): TasksState | "gap" {
  if (told.type === "lost") return { ...state, problem: told.problem };
  const { event } = told;
  if (event.type === "changed" && (state.rows === null || event.seq !== state.seq + 1)) return "gap";
  const byKey = new Map((state.rows ?? []).map((row) => [row.key, row]));
  const fresh = event.rows.map((row) => share(byKey.get(row.key), row));
  const rows = event.type === "snapshot" ? fresh : merge(byKey, fresh, event.gone);
  return {
    rows: sameItems(state.rows, rows) ? state.rows : rows,
    sources: share(state.sources, event.sources ?? state.sources),
    seq: event.seq,
    problem: null,
  };
}

function merge(byKey: Map<string, TaskRow>, fresh: TaskRow[], gone: string[]): TaskRow[] {
  for (const row of fresh) byKey.set(row.key, row);
  for (const key of gone) byKey.delete(key);
  return [...byKey.values()];
}

function sameItems(before: readonly TaskRow[] | null, after: readonly TaskRow[]): boolean {
  return before?.length === after.length && after.every((row, index) => row === before[index]);
}

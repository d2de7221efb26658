import type { TaskRow, TaskSource, TasksEvent } from "../../../ipc/generated";
import type { FakeWorld } from "../../../platform/fake/world";

/** What the fake knows of tasks. Tests read it freely, and change it with `changeTasks`. */
export type FakeTasks = {
  /** Null: nothing is told yet. */
  rows: TaskRow[] | null;
  sources: TaskSource[];
  watchers: Set<(event: TasksEvent) => void>;
  seq: number;
  /** Milliseconds between changes of what runs; 0: it stands. */
  pace: number;
};

const known = new WeakMap<FakeWorld, FakeTasks>();

export function tasksOf(world: FakeWorld): FakeTasks {
  const tasks = known.get(world) ?? { rows: [], sources: [], watchers: new Set(), seq: 1, pace: 0 };
  known.set(world, tasks);
  return tasks;
}

export type Change = { rows?: TaskRow[]; gone?: string[]; sources?: TaskSource[] };

/** Changes tasks and tells whoever watches. */
export function changeTasks(world: FakeWorld, { rows = [], gone = [], sources }: Change): void {
  const tasks = tasksOf(world);
  const byKey = new Map((tasks.rows ?? []).map((row) => [row.key, row]));
  for (const row of rows) byKey.set(row.key, row);
  for (const key of gone) byKey.delete(key);
  tasks.rows = [...byKey.values()];
  tasks.sources = sources ?? tasks.sources;
  tasks.seq += 1;
  for (const tell of tasks.watchers) {
    tell(structuredClone({ type: "changed", seq: tasks.seq, rows, gone, sources: sources ?? null }));
  }
}

/** A snapshot, then each change. */
export function watchTasks(world: FakeWorld, emit: (event: TasksEvent) => void): () => void {
  const tasks = tasksOf(world);
  const { rows, sources, seq } = tasks;
  if (rows !== null) emit(structuredClone({ type: "snapshot", seq, rows, sources }));
  tasks.watchers.add(emit);
  const timer =
    tasks.pace > 0 ? setInterval(() => changeTasks(world, { rows: moved(tasks.rows ?? []) }), tasks.pace) : 0;
  return () => {
    tasks.watchers.delete(emit);
    clearInterval(timer);
  };
}

/** Every tenth of what runs gets on by a step. */
function moved(rows: TaskRow[]): TaskRow[] {
  return rows
    .filter(({ state, done, total }) => state.kind === "running" && done < total)
    .filter(() => Math.random() < 0.1)
    .map((row) => ({ ...row, done: row.done + 1 }));
}

import type { ConnectionView, OperationSummary, StateView } from "../../../ipc/generated";

/** A task of a connection: the agent's, or a run of ours that may span several of them. */
export type Work = {
  key: string;
  /** The agent's name for it; null for a run of ours, which we name. */
  name: string | null;
  run: OperationSummary | null;
  state: StateView;
  done: number;
  total: number;
  at: number | null;
  holdsLock: boolean;
  /** Set when it can be opened. */
  operationId: string | null;
};

/** What runs first, then what failed, the newest first. A run of ours stands for its tasks. */
export function worksOf({ tasks }: ConnectionView, runs: OperationSummary[]): Work[] {
  const ours = new Set(runs.map((run) => run.id));
  const works = [
    ...runs.map(workOfRun),
    ...tasks
      .filter((task) => task.operationId === null || !ours.has(task.operationId))
      .map((task): Work => ({
        key: task.id,
        name: task.name,
        run: null,
        state: task.state,
        done: task.done,
        total: task.total,
        at: task.endedAt ?? task.startedAt,
        holdsLock: task.holdsLock,
        operationId: task.operationId,
      })),
  ];
  return works.toSorted((a, b) => rank(a) - rank(b) || (b.at ?? 0) - (a.at ?? 0));
}

/** What one line of a list has room for: what runs, else the last failure. */
export function workInRow(works: Work[]): Work | null {
  return works.find(isRunningWork) ?? works.find(({ state }) => state.kind === "failed") ?? null;
}

export function isRunningWork({ state }: Work): boolean {
  return isRunningState(state);
}

export function isRunning({ state }: OperationSummary): boolean {
  return isRunningState(state);
}

function workOfRun(run: OperationSummary): Work {
  return {
    key: run.id,
    name: null,
    run,
    state: run.state,
    done: run.done,
    total: run.total,
    at: run.endedAt ?? run.startedAt,
    holdsLock: run.state.kind === "failed",
    operationId: run.id,
  };
}

function isRunningState({ kind }: StateView): boolean {
  return kind === "running" || kind === "pending" || kind === "ready";
}

function rank(work: Work): number {
  if (isRunningWork(work)) return 0;
  return work.holdsLock ? 1 : 2;
}

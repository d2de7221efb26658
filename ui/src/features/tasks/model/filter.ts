import type { CallHead, OperationView, RunView, StateKind, StepView } from "../../../ipc/generated";

export type StateFilter = "all" | "failed" | "running" | "waiting";

/** Which steps and hosts are shown. Each part narrows further; `unfinished` hides what is done. */
export type Filter = { state: StateFilter; text: string; host: string | null; unfinished: boolean };

export const NO_FILTER: Filter = { state: "all", text: "", host: null, unfinished: false };

/** A filter made ready to be asked of thousands of steps. */
export type Sieve = {
  /** It may hide something. */
  active: boolean;
  /** For a call that has no steps to be judged by. */
  call: (head: CallHead) => boolean;
  step: (step: StepView) => boolean;
  /** The hosts of a step to show; all of them is the same list. */
  runs: (step: StepView) => readonly RunView[];
};

const DONE: ReadonlySet<StateKind> = new Set<StateKind>(["succeeded", "passed", "rolledBack"]);
const WAITING: ReadonlySet<StateKind> = new Set<StateKind>(["pending", "ready"]);

export function sieveOf(filter: Filter): Sieve {
  const words = wordsOf(filter.text);
  const { state, host, unfinished } = filter;
  const kindPasses = (kind: StateKind) => passesState(kind, state) && !(unfinished && DONE.has(kind));
  const told = (text: string) => words.every((word) => text.includes(word));
  const onHost = (run: RunView) => host === null || run.host === host;
  const runPasses = (step: StepView, run: RunView) =>
    onHost(run) && !(unfinished && DONE.has(run.state.kind)) && told(textOf(step, run));
  const narrow = host !== null || unfinished || words.length > 0;
  return {
    active: narrow || state !== "all",
    call: ({ state: { kind }, target }) =>
      kindPasses(kind) && (host === null || host === target) && told(target.toLowerCase()),
    step: (step) => {
      if (!kindPasses(step.state.kind)) return false;
      // One still to come has no hosts yet: on all of them it will be on this one too.
      if (step.runs.length === 0) return (host === null || step.onAllHosts) && told(textOf(step, null));
      if (host === null && words.length === 0) return true;
      return step.runs.some((run) => onHost(run) && told(textOf(step, run)));
    },
    runs: (step) => (narrow ? step.runs.filter((run) => runPasses(step, run)) : step.runs),
  };
}

export type StateCounts = Record<StateFilter, number>;

/** Steps in each state among those that the rest of the filter lets through; a call without steps counts as one. */
export function countStates(operation: OperationView, filter: Filter): StateCounts {
  const sieve = sieveOf({ ...filter, state: "all" });
  const counts: StateCounts = { all: 0, failed: 0, running: 0, waiting: 0 };
  const count = (kind: StateKind) => {
    for (const state of STATES) if (passesState(kind, state)) counts[state] += 1;
  };
  for (const { head, steps } of operation.calls) {
    if (steps.length === 0 && sieve.call(head)) count(head.state.kind);
    for (const step of steps) if (sieve.step(step)) count(step.state.kind);
  }
  return counts;
}

export const STATES: readonly StateFilter[] = ["all", "failed", "running", "waiting"];

export type HostCount = { host: string; zone: string; steps: number };

/** Every host that a step has run on, with how many steps. */
export function countHosts(operation: OperationView): HostCount[] {
  const counts = new Map<string, HostCount>();
  for (const { address, zone } of operation.head.hosts) counts.set(address, { host: address, zone, steps: 0 });
  for (const { steps } of operation.calls)
    for (const step of steps)
      for (const { host, zone } of step.runs) {
        const known = counts.get(host);
        if (known === undefined) counts.set(host, { host, zone, steps: 1 });
        else known.steps += 1;
      }
  return [...counts.values()];
}

function passesState(kind: StateKind, filter: StateFilter): boolean {
  if (filter === "all") return true;
  return filter === "waiting" ? WAITING.has(kind) : kind === filter;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

function textOf(step: StepView, run: RunView | null): string {
  return (run === null ? step.name : `${step.name} ${run.host} ${run.zone}`).toLowerCase();
}

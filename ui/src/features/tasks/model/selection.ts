import type { CallView, OperationView, RunView, StepView } from "../../../ipc/generated";
import { runningStep } from "./phase";

/** A row of the timeline, by the keys of what it shows. */
export type Selection = { callKey: string; stepKey: string | null; runKey: string | null };

export type Selected = { call: CallView; step: StepView | null; run: RunView | null };

export function rowId({ callKey, stepKey, runKey }: Selection): string {
  return [callKey, stepKey, runKey].filter((key) => key !== null).join(" › ");
}

/** What the user came for: the run that failed, else the step at work, else the last thing that was done. */
export function defaultSelection(operation: OperationView): Selection | null {
  return ofFailure(operation) ?? ofWork(operation) ?? ofEnd(operation);
}

/** `chosen` where it still exists, else the default. */
export function resolveSelection(operation: OperationView, chosen: Selection | null): Selection | null {
  return chosen && findSelected(operation, chosen) ? chosen : defaultSelection(operation);
}

export function findSelected(operation: OperationView, selection: Selection): Selected | null {
  const call = operation.calls.find((candidate) => candidate.head.key === selection.callKey);
  if (!call) return null;
  const step = call.steps.find((candidate) => candidate.key === selection.stepKey) ?? null;
  const run = step?.runs.find((candidate) => candidate.key === selection.runKey) ?? null;
  const complete = (selection.stepKey === null || step !== null) && (selection.runKey === null || run !== null);
  return complete ? { call, step, run } : null;
}

function ofFailure({ head, calls }: OperationView): Selection | null {
  const { failure } = head;
  if (!failure) return null;
  const call = calls.find((candidate) => candidate.head.key === failure.callKey);
  const step = call?.steps.find((candidate) => candidate.key === failure.stepKey);
  const run = step?.runs.find((candidate) => candidate.key === failure.runKey);
  // A step on one host has no row for the run: the step stands for it.
  const onItsOwnRow = step !== undefined && step.runs.length > 1;
  return call
    ? { callKey: call.head.key, stepKey: step?.key ?? null, runKey: onItsOwnRow ? (run?.key ?? null) : null }
    : null;
}

function ofWork({ calls }: OperationView): Selection | null {
  const call =
    calls.find((candidate) => runningStep(candidate)) ??
    calls.find((candidate) => candidate.head.state.kind === "running");
  return call ? { callKey: call.head.key, stepKey: runningStep(call)?.key ?? null, runKey: null } : null;
}

function ofEnd({ calls }: OperationView): Selection | null {
  const call = calls.findLast((candidate) => candidate.head.startedAt !== null) ?? calls[0];
  const step = call?.steps.findLast((candidate) => candidate.startedAt !== null);
  return call ? { callKey: call.head.key, stepKey: step?.key ?? null, runKey: null } : null;
}

import type { CallView, OperationView, RunView, StepView } from "../../../ipc/generated";
import { runningStep } from "./phase";

/** What is looked at, by its keys. `attempt` narrows its log; `error` is where the log opens, when an error was asked for. */
export type Selection = {
  callKey: string;
  stepKey: string | null;
  runKey: string | null;
  attempt?: number;
  error?: "first" | "last";
};

export type Selected = { call: CallView; step: StepView | null; run: RunView | null };

export function rowId({ callKey, stepKey, runKey }: Selection): string {
  return [callKey, stepKey, runKey].filter((key) => key !== null).join(" › ");
}

/** The log of another attempt, or one opened elsewhere, is another log. */
export function logId(selection: Selection): string {
  return [rowId(selection), selection.attempt ?? "", selection.error ?? ""].join("#");
}

/** One attempt has a row in the table only. */
export function attemptId(selection: Selection): string {
  return `${rowId(selection)} › #${selection.attempt ?? 0}`;
}

/** The row of what is chosen, or the folded one that it is in; -1 when neither is there. */
export function indexOf(rows: readonly { id: string; open?: boolean | null }[], selection: Selection | null): number {
  if (selection === null) return -1;
  const { callKey, stepKey } = selection;
  const [attempt, own] = [attemptId(selection), rowId(selection)].map((id) => rows.findIndex((row) => row.id === id));
  if (attempt !== undefined && attempt >= 0) return attempt;
  if (own !== undefined && own >= 0) return own;
  const step = rowId({ callKey, stepKey, runKey: null });
  const call = rowId({ callKey, stepKey: null, runKey: null });
  return rows.findIndex(({ id, open }) => open !== true && (id === step || id === call));
}

/** What the user came for: the run that failed, else the step at work, else the last thing that was done. */
export function defaultSelection(operation: OperationView): Selection | null {
  return ofFailure(operation) ?? ofWork(operation) ?? ofEnd(operation);
}

/** What is at work now, or where it stopped. */
export function workSelection(operation: OperationView): Selection | null {
  return ofWork(operation) ?? defaultSelection(operation);
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

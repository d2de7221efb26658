import type { CallHead, CallView, IpcError, OperationEvent, OperationView, StepsChange } from "../../../ipc/generated";
import { share } from "./share";

/** What is known of an operation: nothing yet, or the view after event `seq`. */
export type OperationState = { seq: number; operation: OperationView | null; problem: IpcError | null };

/** The stream could not be opened. */
export type Lost = { type: "lost"; problem: IpcError };

export const NOTHING_YET: OperationState = { seq: -1, operation: null, problem: null };

/** The state after `event`, or `"gap"` when an event was missed and the stream must be opened again. */
export function reduceOperation(state: OperationState, event: OperationEvent | Lost): OperationState | "gap" {
  if (event.type === "lost") return { ...state, problem: event.problem };
  if (event.type === "snapshot") {
    return { seq: event.seq, operation: share(state.operation, event.operation), problem: null };
  }
  if (state.operation === null || event.seq > state.seq + 1) return "gap";
  if (event.seq <= state.seq) return state;
  const operation = {
    head: share(state.operation.head, event.head),
    calls: changeCalls(state.operation.calls, event.calls, event.steps),
  };
  return { seq: event.seq, operation: share(state.operation, operation), problem: null };
}

function changeCalls(calls: CallView[], heads: CallHead[], changes: StepsChange[]): CallView[] {
  const known = new Set(calls.map((call) => call.head.key));
  const added = heads.filter((head) => !known.has(head.key)).map((head) => ({ head, steps: [] }));
  return [...calls, ...added].map((call) => {
    const head = heads.find((candidate) => candidate.key === call.head.key) ?? call.head;
    const change = changes.find((candidate) => candidate.callKey === call.head.key);
    return { head, steps: change ? changeSteps(call.steps, change) : call.steps };
  });
}

function changeSteps(steps: CallView["steps"], change: StepsChange): CallView["steps"] {
  const byKey = new Map(steps.map((step) => [step.key, step]));
  for (const step of change.steps) byKey.set(step.key, share(byKey.get(step.key), step));
  const order = change.order ?? [...byKey.keys()];
  return order.flatMap((key) => byKey.get(key) ?? []);
}

import type { CallView, OperationView, StateKind, StepView } from "../../../ipc/generated";

/** How the screen behaves: `working` moves each second, `waiting` stands until the user acts, `over` is final. */
export type Phase = "working" | "waiting" | "over";

const OVER: ReadonlySet<StateKind> = new Set<StateKind>(["succeeded", "rolledBack", "passed"]);

export function phaseOf(operation: OperationView): Phase {
  const { head } = operation;
  if (OVER.has(head.state.kind)) return "over";
  if (head.state.kind === "running" || head.state.kind === "ready" || head.state.kind === "pending") return "working";
  return head.endedAt === null || head.lockHeld ? "waiting" : "over";
}

/** The moment up to which the view is known: an agent that does not answer freezes it at its last answer. */
export function knownUntil(operation: OperationView, now: number): number {
  const { contact } = operation.head;
  return contact.state === "stale" && contact.lastAnswerAt !== null ? Math.min(now, contact.lastAnswerAt) : now;
}

export function runningStep(call: CallView): StepView | undefined {
  return call.steps.find((step) => step.state.kind === "running");
}

/** The call that the operator buttons act on: the one that failed, else the one at work, else the last with a task. */
export function callInCharge(operation: OperationView): CallView | null {
  const { calls, head } = operation;
  return (
    calls.find((call) => call.head.key === head.failure?.callKey) ??
    calls.find((call) => call.head.state.kind === "failed" || call.head.state.kind === "cancelled") ??
    calls.find((call) => call.head.state.kind === "running") ??
    calls.findLast((call) => call.head.task !== null) ??
    calls[0] ??
    null
  );
}

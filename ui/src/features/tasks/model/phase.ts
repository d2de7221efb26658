import type { CallView, OperationView, StateKind, StepView } from "../../../ipc/generated";

/** How the screen behaves: `working` moves each second, `waiting` stands until the user acts, `over` is final. */
export type Phase = "working" | "waiting" | "over";

const OVER: ReadonlySet<StateKind> = new Set<StateKind>(["succeeded", "rolledBack", "passed"]);

export function phaseOf(operation: OperationView): Phase {
  const { head } = operation;
  // Nobody follows a copy: however the task stood, nothing about it moves any more.
  if (head.origin.type !== "live") return "over";
  if (OVER.has(head.state.kind)) return "over";
  if (head.state.kind === "running" || head.state.kind === "ready" || head.state.kind === "pending") return "working";
  // One join was refused, the others still go on; or an answer was lost and the agent is being read.
  if (operation.calls.some(isOpen)) return "working";
  return head.endedAt === null || head.lockHeld ? "waiting" : "over";
}

/** The moment up to which the view is known: a silent agent freezes it at its last answer, a copy stands for ever. */
export function knownUntil(operation: OperationView, now: number): number {
  const { contact, endedAt, origin, startedAt } = operation.head;
  if (origin.type !== "live") {
    return endedAt ?? contact.lastAnswerAt ?? (origin.type === "file" ? origin.savedAt : null) ?? startedAt;
  }
  return contact.state === "stale" && contact.lastAnswerAt !== null ? Math.min(now, contact.lastAnswerAt) : now;
}

/** The step at work; one in a state nobody knows counts, as long as it has not ended. */
export function runningStep(call: CallView): StepView | undefined {
  return (
    call.steps.find((step) => step.state.kind === "running") ??
    call.steps.find((step) => step.state.kind === "unknown" && step.startedAt !== null && step.endedAt === null)
  );
}

/** Sent, and what came of it is not known yet. */
function isOpen({ head }: CallView): boolean {
  return head.state.kind === "running" || head.journal === "intended" || head.journal === "unknown";
}

/** The call that the operator buttons act on: the one that failed, else the one at work, else the last with a task. */
export function callInCharge(operation: OperationView): CallView | null {
  const { calls, head } = operation;
  return (
    calls.find((call) => call.head.key === head.failure?.callKey) ??
    calls.find((call) => call.head.state.kind === "failed" || call.head.state.kind === "cancelled") ??
    calls.find(isOpen) ??
    calls.findLast((call) => call.head.task !== null) ??
    calls[0] ??
    null
  );
}

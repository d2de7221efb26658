import type { ParseKeys } from "i18next";

import type { CallView, OperatorOff, OperatorView, StepView, TaskOperator } from "../../../ipc/generated";

/** A reason as a text of the catalogue; `number` is the step it is about. */
export type Reason = { key: Extract<ParseKeys<"tasks">, `off.${string}`>; number: number };

/** Why an operator is off, in words, or null when it may be used. */
export function reasonFor({ operator, off }: OperatorView, call: CallView): Reason | null {
  if (off === null) return null;
  return { key: KEYS[off](operator), number: currentStep(call) };
}

/** The same for an operator of a single step. */
export function stepReason({ operator, off }: OperatorView, step: StepView): Reason | null {
  return off === null ? null : { key: KEYS[off](operator), number: step.number };
}

const KEYS: Record<OperatorOff, (operator: TaskOperator) => Reason["key"]> = {
  onlyAfterFailure: () => "off.onlyAfterFailure",
  alreadyStopped: () => "off.alreadyStopped",
  onlyWhileRunning: () => "off.onlyWhileRunning",
  elsewhere: () => "off.elsewhere",
  readOnly: () => "off.readOnly",
  noTask: () => "off.noTask",
  operatorPending: () => "off.operatorPending",
  unknown: () => "off.unknown",
  stepDoesNotAllow: (operator) => `off.${operator}Not`,
  anotherStepDoesNotAllow: (operator) => `off.${operator}Other`,
};

/** OBDeck does not know the task's rules: the button stays usable, since the agent decides. */
export function isUsable({ off }: OperatorView): boolean {
  return off === null || off === "unknown";
}

function currentStep(call: CallView): number {
  const current = call.steps.find((step) => step.state.kind !== "succeeded" && step.state.kind !== "passed");
  return current?.number ?? call.head.task?.stage ?? 1;
}

export type ReasonLine = { operators: TaskOperator[]; reason: Reason };

/** The reasons to show beside the buttons: operators that are off for the same reason share a line. */
export function reasonLines(call: CallView): ReasonLine[] {
  const lines: ReasonLine[] = [];
  for (const operator of call.head.operators) {
    const reason = reasonFor(operator, call);
    if (!reason) continue;
    const line = lines.find((candidate) => candidate.reason.key === reason.key);
    if (line) line.operators.push(operator.operator);
    else lines.push({ operators: [operator.operator], reason });
  }
  return lines;
}

import type { OperatorView, StepView } from "../../../ipc/generated";

/** Whether a step has a menu now: something may be done with it, or it is where the task stands. */
export function offersSomething({ state, operators }: StepView): boolean {
  if (operators.every(isReadOnly)) return false;
  return operators.some(({ off }) => off === null || off === "unknown") || state.kind === "failed";
}

/** Nothing can ever be done with a copy. */
export function isReadOnly({ off }: OperatorView): boolean {
  return off === "readOnly";
}

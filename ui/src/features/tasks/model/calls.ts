import type { CallView, OperationView, StepView, TaskOperator } from "../../../ipc/generated";

const WORDS: Record<TaskOperator, string> = { retry: "RETRY", rollback: "ROLLBACK", cancel: "CANCEL", pass: "PASS" };

/** The request that an operator is, as it goes out. */
export function operatorCall({ head: { task } }: CallView, operator: TaskOperator): string[] {
  return task === null ? [] : [`POST /api/v1/task/dag/${task.id}\n${bodyOf(operator)}`];
}

/** The request that passes a single step. */
export function passStepCall({ key }: StepView): string[] {
  return [`POST /api/v1/task/node/${key}\n${bodyOf("pass")}`];
}

/** The requests that are still to be sent, in their order. */
export function remainingCalls({ calls }: OperationView): string[] {
  return calls
    .filter(({ head }) => head.journal !== "accepted" && head.journal !== "alreadyDone")
    .map(({ head: { method, target, path } }) => `${method} ${path}  ${target}`);
}

function bodyOf(operator: TaskOperator): string {
  return `{ "operator": "${WORDS[operator]}" }`;
}

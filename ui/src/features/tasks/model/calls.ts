import type {
  CallHead,
  CallKind,
  CallView,
  OperationView,
  StepView,
  TaskOperator,
  TaskSystem,
} from "../../../ipc/generated";

const WORDS: Record<TaskOperator, string> = {
  retry: "RETRY",
  rollback: "ROLLBACK",
  cancel: "CANCEL",
  pass: "PASS",
  skip: "SKIP",
};

/** Calls about one host that another one takes: their keys end with its address. */
const ABOUT_A_HOST: ReadonlySet<CallKind> = new Set<CallKind>(["remove", "scaleOut", "scaleIn"]);

/** The host that a call is about, which need not be the one it is sent to. */
export function hostOf({ kind, key, target }: CallHead): string {
  return ABOUT_A_HOST.has(kind) ? key.slice(key.indexOf(":") + 1) : target;
}

/** The request that an operator is, as it goes out. */
export function operatorCall(system: TaskSystem, { head: { task } }: CallView, operator: TaskOperator): string[] {
  if (task === null) return [];
  if (system === "ocp") return [`POST /api/v2/tasks/instances/${task.id}/${operator}`];
  return [`POST /api/v1/task/dag/${task.id}\n${bodyOf(operator)}`];
}

/** The request that an operator on a single step is. */
export function stepOperatorCall(
  system: TaskSystem,
  { head: { task } }: CallView,
  { key }: StepView,
  operator: TaskOperator,
): string[] {
  if (system === "ocp" && task !== null) {
    // A second subtask of the same id has it with a number behind.
    const id = key.replace(/~\d+$/, "");
    return [`POST /api/v2/tasks/instances/${task.id}/subtasks/${id}/${operator}`];
  }
  return [`POST /api/v1/task/node/${key}\n${bodyOf(operator)}`];
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

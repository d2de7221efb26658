import { useTranslation } from "react-i18next";

import type {
  ActionView,
  CallView,
  OperationAction,
  OperationGuard,
  OperationView,
  OperatorView,
  TaskOperator,
  TaskSystem,
} from "../../../ipc/generated";
import type { IconName } from "../../../shared/icons/icon";
import { Button } from "../../../shared/ui/button";
import { ExportMenu } from "../../saved/export-menu";
import { phaseOf } from "../model/phase";
import { CopyButton } from "../../../shared/ui/copy-button";
import classes from "./head.module.css";
import { isUsable, reasonFor } from "./operators";

type Props = {
  operation: OperationView;
  call: CallView | null;
  /** The guard, when it lets nothing through. */
  readOnly: OperationGuard | null;
  onOperator: (operator: TaskOperator) => void;
  onAction: (action: OperationAction) => void;
  copyText: () => string;
};

const ICONS: Record<TaskOperator, IconName> = {
  retry: "retry",
  rollback: "rolledBack",
  cancel: "stop",
  pass: "skip",
  skip: "skip",
};
const ACTION_ICONS: Record<OperationAction, IconName> = {
  resume: "chevronRight",
  stop: "flag",
  editDraft: "arrowLeft",
};

/** Operators of the task in charge, and what can be done with the operation as a whole. One button is primary. */
export function OperatorButtons({ operation, call, readOnly, onOperator, onAction, copyText }: Props) {
  const { t } = useTranslation("tasks");
  const locked = useReadOnlyReason(readOnly);
  const actions = actionsOf(operation);
  const operators = hasOperators(operation, call) ? call.head.operators : [];
  const retries = operators.some(
    (operator) =>
      operator.operator === "retry" &&
      isUsable(operator) &&
      (call?.head.state.kind === "failed" || call?.head.state.kind === "cancelled"),
  );
  return (
    <div className={classes.operators}>
      {actions.map((action) => (
        <Button
          key={action}
          icon={ACTION_ICONS[action]}
          look={action === "resume" && !retries ? "primary" : "quiet"}
          disabledReason={changes(action) ? locked : null}
          reasonShown="elsewhere"
          onClick={() => onAction(action)}
        >
          {t(`action.${action}`)}
        </Button>
      ))}
      {call !== null &&
        operators.map((operator) => (
          <OperatorButton
            key={operator.operator}
            operator={operator}
            call={call}
            system={operation.head.system}
            primary={operator.operator === "retry" && retries}
            locked={locked}
            onOperator={onOperator}
          />
        ))}
      <ExportMenu operationId={operation.head.id} at={operation.head.startedAt} />
      <CopyButton text={copyText} label={t("head.copyText")} size="md" look="quiet" word="hidden" />
    </div>
  );
}

/** What can be done with the operation as a whole now. */
export function actionsOf(operation: OperationView): OperationAction[] {
  if (operation.head.origin.type !== "live") return [];
  return operation.head.actions.filter((action) => applies(operation, action)).map((action) => action.action);
}

/** Whether it sends what changes a host: the guard decides on that, and on nothing else. */
export function changes(action: OperationAction): boolean {
  return action === "resume";
}

export function useReadOnlyReason(readOnly: OperationGuard | null): string | null {
  const { t } = useTranslation("guard");
  return readOnly === null ? null : t("off", { name: readOnly.name });
}

/** Stopping is for what still sends. */
function applies(operation: OperationView, { action, off }: ActionView): boolean {
  return off === null && (action !== "stop" || phaseOf(operation) === "working");
}

/** Where nothing was created, or all is done, operators will not come back. */
export function hasOperators(operation: OperationView, call: CallView | null): call is CallView {
  if (operation.head.origin.type !== "live") return false;
  const { kind } = operation.head.state;
  const created = call !== null && call.head.operators.some((operator) => operator.off !== "noTask");
  return created && kind !== "succeeded" && kind !== "rolledBack" && kind !== "passed";
}

type ButtonProps = {
  operator: OperatorView;
  call: CallView;
  system: TaskSystem;
  primary: boolean;
  /** Why nothing at all may be sent. */
  locked: string | null;
  onOperator: (operator: TaskOperator) => void;
};

function OperatorButton({ operator, call, system, primary, locked, onOperator }: ButtonProps) {
  const { t } = useTranslation("tasks");
  const reason = reasonFor(operator, call);
  const off =
    isUsable(operator) || reason === null ? locked : t(reason.key, { number: reason.number, who: t(`who.${system}`) });
  const danger = operator.operator === "rollback" && off === null;
  return (
    <Button
      icon={ICONS[operator.operator]}
      look={primary ? "primary" : danger ? "danger" : "quiet"}
      disabledReason={off}
      reasonShown="elsewhere"
      onClick={() => onOperator(operator.operator)}
    >
      {t(`operator.${operator.operator}`)}
    </Button>
  );
}

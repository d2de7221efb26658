import { useTranslation } from "react-i18next";

import type { CallView, OperationGuard, OperationHead, StepView, TaskOperator } from "../../../ipc/generated";
import { useCommandMutation } from "../../../ipc/hooks";
import { GuardedDialog } from "../../../shared/guard/guarded-dialog";
import { operatorCall, stepOperatorCall } from "../model/calls";

export type DialogProps = { head: OperationHead; call: CallView; guard: OperationGuard; onClose: () => void };

export function CancelDialog({ head, call, guard, onClose }: DialogProps) {
  const { t } = useTranslation("tasks");
  const operate = useCommandMutation("operate_task");
  const request = { operationId: head.id, callKey: call.head.key, operator: "cancel" as const };
  return (
    <GuardedDialog
      title={t("dialog.cancelTitle")}
      verb={t("dialog.cancel")}
      dismissLabel={t("dialog.keepRunning")}
      guard={guard}
      body={
        <>
          <p>{t("dialog.cancelText")}</p>
          <p className="t2">{t("dialog.cancelNext")}</p>
        </>
      }
      calls={operatorCall(head.system, call, "cancel")}
      onSend={(consent) => operate.mutateAsync({ ...request, consent }).then(onClose)}
      onClose={onClose}
    />
  );
}

export function PassDialog({ head, call, guard, onClose }: DialogProps) {
  const { t } = useTranslation("tasks");
  const operate = useCommandMutation("operate_task");
  const request = { operationId: head.id, callKey: call.head.key, operator: "pass" as const };
  return (
    <GuardedDialog
      title={t("dialog.passTitle")}
      verb={t("dialog.pass")}
      tone="danger"
      guard={guard}
      body={<p>{t("dialog.passText")}</p>}
      calls={operatorCall(head.system, call, "pass")}
      onSend={(consent) => operate.mutateAsync({ ...request, consent }).then(onClose)}
      onClose={onClose}
    />
  );
}

export function StepOperatorDialog({
  head,
  call,
  guard,
  step,
  operator,
  onClose,
}: DialogProps & { step: StepView; operator: TaskOperator }) {
  const { t } = useTranslation("tasks");
  const operate = useCommandMutation("operate_step");
  const words = { number: step.number, name: step.name };
  const request = { operationId: head.id, callKey: call.head.key, stepKey: step.key, operator };
  return (
    <GuardedDialog
      title={t(`stepDialog.${operator}Title`, words)}
      verb={t(`stepMenu.${operator}`, words)}
      {...(operator === "retry" ? {} : { tone: "danger" as const })}
      guard={guard}
      body={<p>{t(`stepDialog.${operator}Text`, { Server: t(`Who.${head.system}`) })}</p>}
      calls={stepOperatorCall(head.system, call, step, operator)}
      onSend={(consent) => operate.mutateAsync({ ...request, consent }).then(onClose)}
      onClose={onClose}
    />
  );
}

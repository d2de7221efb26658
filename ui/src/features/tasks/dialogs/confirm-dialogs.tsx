import { useTranslation } from "react-i18next";

import type { CallView, OperationGuard, OperationHead, StepView } from "../../../ipc/generated";
import { useCommandMutation } from "../../../ipc/hooks";
import { GuardedDialog } from "../../../shared/guard/guarded-dialog";
import { operatorCall, passStepCall } from "../model/calls";

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
      calls={operatorCall(call, "cancel")}
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
      calls={operatorCall(call, "pass")}
      onSend={(consent) => operate.mutateAsync({ ...request, consent }).then(onClose)}
      onClose={onClose}
    />
  );
}

export function PassStepDialog({ head, call, guard, step, onClose }: DialogProps & { step: StepView }) {
  const { t } = useTranslation("tasks");
  const pass = useCommandMutation("operate_step");
  const words = { number: step.number, name: step.name };
  const request = { operationId: head.id, callKey: call.head.key, stepKey: step.key, operator: "pass" as const };
  return (
    <GuardedDialog
      title={t("dialog.passStepTitle", words)}
      verb={t("dialog.passStep", words)}
      tone="danger"
      guard={guard}
      body={<p>{t("dialog.passStepText")}</p>}
      calls={passStepCall(step)}
      onSend={(consent) => pass.mutateAsync({ ...request, consent }).then(onClose)}
      onClose={onClose}
    />
  );
}

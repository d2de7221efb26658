import { useTranslation } from "react-i18next";

import type { OperationHead, StepView } from "../../../ipc/generated";
import { useCommandMutation } from "../../../ipc/hooks";
import { ConfirmDialog } from "../../../shared/ui/confirm-dialog";

type TaskProps = { head: OperationHead; callKey: string; onClose: () => void };

export function CancelDialog({ head, callKey, onClose }: TaskProps) {
  const { t } = useTranslation("tasks");
  const operate = useCommandMutation("operate_task");
  return (
    <ConfirmDialog
      title={t("dialog.cancelTitle")}
      confirmLabel={t("dialog.cancel")}
      dismissLabel={t("dialog.keepRunning")}
      error={operate.error?.problem ?? null}
      onConfirm={() => operate.mutate({ operationId: head.id, callKey, operator: "cancel" }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{t("dialog.cancelText")}</p>
      <p className="t2">{t("dialog.cancelNext")}</p>
    </ConfirmDialog>
  );
}

export function PassDialog({ head, callKey, onClose }: TaskProps) {
  const { t } = useTranslation("tasks");
  const operate = useCommandMutation("operate_task");
  return (
    <ConfirmDialog
      title={t("dialog.passTitle")}
      confirmLabel={t("dialog.pass")}
      tone="danger"
      {...(head.environment === "prod" ? { typeToConfirm: head.clusterName } : {})}
      error={operate.error?.problem ?? null}
      onConfirm={() => operate.mutate({ operationId: head.id, callKey, operator: "pass" }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{t("dialog.passText")}</p>
    </ConfirmDialog>
  );
}

export function PassStepDialog({ head, callKey, step, onClose }: TaskProps & { step: StepView }) {
  const { t } = useTranslation("tasks");
  const pass = useCommandMutation("pass_step");
  const words = { number: step.number, name: step.name };
  return (
    <ConfirmDialog
      title={t("dialog.passStepTitle", words)}
      confirmLabel={t("dialog.passStep", words)}
      tone="danger"
      {...(head.environment === "prod" ? { typeToConfirm: head.clusterName } : {})}
      error={pass.error?.problem ?? null}
      onConfirm={() => pass.mutate({ operationId: head.id, callKey, stepKey: step.key }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{t("dialog.passStepText")}</p>
    </ConfirmDialog>
  );
}

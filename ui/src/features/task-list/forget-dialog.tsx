import { useTranslation } from "react-i18next";

import type { TaskRow } from "../../ipc/generated";
import { useCommandMutation } from "../../ipc/hooks";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog";
import { useRowName } from "./model/use-row-name";

type Props = { row: TaskRow; recordId: string; onClose: () => void };

/** Takes a run out of the history, when the user has read what that means. */
export function ForgetDialog({ row, recordId, onClose }: Props) {
  const { t } = useTranslation("taskList");
  const name = useRowName()(row);
  const forget = useCommandMutation("forget_records");
  return (
    <ConfirmDialog
      title={t("forget.title", { name })}
      confirmLabel={t("forget.confirm")}
      tone="danger"
      error={forget.error?.problem ?? null}
      onConfirm={() => forget.mutate({ recordIds: [recordId] }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{t(row.onServer ? "forget.kept" : "forget.gone")}</p>
    </ConfirmDialog>
  );
}

import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { useCommandMutation } from "../../ipc/hooks";
import { ConfirmDialog } from "../../shared/ui/confirm-dialog";
import { type HomeRow, isRunning } from "./rows";

/** Says what goes and what stays, then deletes a draft or forgets a run. */
export function DeleteDialog({ row, onClose }: { row: HomeRow; onClose: () => void }) {
  const { t } = useTranslation("clusters");
  const cache = useQueryClient();
  const deleteDraft = useCommandMutation("delete_draft");
  const forget = useCommandMutation("forget_operation");
  const done = {
    onSuccess: () => {
      onClose();
      return cache.invalidateQueries({ queryKey: ["home"] });
    },
  };
  if (row.type === "draft") {
    const name = row.draft.clusterName === "" ? t("unnamed") : row.draft.clusterName;
    return (
      <ConfirmDialog
        title={t("deleteDraftTitle", { name })}
        confirmLabel={t("deleteDraft")}
        tone="danger"
        error={deleteDraft.error?.problem ?? null}
        onConfirm={() => deleteDraft.mutate({ id: row.draft.id }, done)}
        onClose={onClose}
      >
        {t("deleteDraftBody")}
      </ConfirmDialog>
    );
  }
  return (
    <ConfirmDialog
      title={t("forgetTitle", { name: row.operation.clusterName })}
      confirmLabel={t("forget")}
      tone="danger"
      disabledReason={isRunning(row.operation) ? t("forgetRunning") : null}
      error={forget.error?.problem ?? null}
      onConfirm={() => forget.mutate({ operationId: row.operation.id }, done)}
      onClose={onClose}
    >
      {t("forgetBody")}
    </ConfirmDialog>
  );
}

import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { DraftSummary, OperationSummary } from "../../../ipc/generated";
import { useCommandMutation } from "../../../ipc/hooks";
import { ConfirmDialog } from "../../../shared/ui/confirm-dialog";
import { isRunning } from "../model/work";

export type Deleting = { type: "draft"; draft: DraftSummary } | { type: "run"; run: OperationSummary };

/** Says what goes and what stays, then deletes a draft or forgets a run. */
export function DeleteDialog({ what, onClose }: { what: Deleting; onClose: () => void }) {
  const { t } = useTranslation("connections");
  const cache = useQueryClient();
  const deleteDraft = useCommandMutation("delete_draft");
  const forget = useCommandMutation("forget_operation");
  const done = {
    onSuccess: () => {
      onClose();
      return cache.invalidateQueries({ queryKey: ["home"] });
    },
  };
  if (what.type === "draft") {
    const name = what.draft.clusterName === "" ? t("unnamed") : what.draft.clusterName;
    return (
      <ConfirmDialog
        title={t("deleteDraftTitle", { name })}
        confirmLabel={t("deleteDraft")}
        tone="danger"
        error={deleteDraft.error?.problem ?? null}
        onConfirm={() => deleteDraft.mutate({ id: what.draft.id }, done)}
        onClose={onClose}
      >
        {t("deleteDraftBody")}
      </ConfirmDialog>
    );
  }
  return (
    <ConfirmDialog
      title={t("forgetTitle", { name: what.run.clusterName })}
      confirmLabel={t("forgetRun")}
      tone="danger"
      disabledReason={isRunning(what.run) ? t("forgetRunning") : null}
      error={forget.error?.problem ?? null}
      onConfirm={() => forget.mutate({ operationId: what.run.id }, done)}
      onClose={onClose}
    >
      {t("forgetBody")}
    </ConfirmDialog>
  );
}

import { useTranslation } from "react-i18next";

import { ConfirmDialog } from "../../../shared/ui/confirm-dialog";
import { useForgetAll } from "./use-history";

/** Forgets all that is kept of tasks that ended. */
export function ForgetHistory({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("settings");
  const forget = useForgetAll();
  return (
    <ConfirmDialog
      title={t("history.forget.title")}
      confirmLabel={t("history.forget.confirm")}
      tone="danger"
      disabledReason={forget.isPending ? t("history.forget.working") : null}
      error={forget.error?.problem ?? null}
      onConfirm={() => forget.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{t("history.forget.body")}</p>
      <p>{t("history.forget.stays")}</p>
    </ConfirmDialog>
  );
}

import { useTranslation } from "react-i18next";

import { useCommandMutation } from "../../../ipc/hooks";
import { ConfirmDialog } from "../../../shared/ui/confirm-dialog";
import { useVaultChanged } from "./use-passphrase";

/** Forgets every password. Connections stay, so their names need not be typed. */
export function ForgetDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("settings");
  const forget = useCommandMutation("forget_secrets");
  const changed = useVaultChanged();
  return (
    <ConfirmDialog
      title={t("passwords.forget.title")}
      confirmLabel={t("passwords.forget.confirm")}
      tone="danger"
      disabledReason={forget.isPending ? t("passwords.forget.working") : null}
      error={forget.error?.problem ?? null}
      onConfirm={() => forget.mutate({}, { onSuccess: (vault) => changed(vault).then(onClose) })}
      onClose={onClose}
    >
      <p>{t("passwords.forget.body")}</p>
      <p>{t("passwords.forget.stays")}</p>
    </ConfirmDialog>
  );
}

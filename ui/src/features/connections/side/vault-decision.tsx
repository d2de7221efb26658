import { useTranslation } from "react-i18next";

import { UnlockVault } from "../../settings/vault/unlock-vault";
import { Decision } from "./decision";

/** The password is in the vault, and the vault is locked. */
export function VaultDecision({ onUnlocked }: { onUnlocked: () => void }) {
  const { t } = useTranslation("connections");
  return (
    <Decision title={t("vault.title")} tone="warning">
      <p>{t("vault.body")}</p>
      <UnlockVault onUnlocked={onUnlocked} />
    </Decision>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { VaultView } from "../../../ipc/generated";
import { useCommand, useCommandMutation } from "../../../ipc/hooks";
import { StateIcon } from "../../../shared/state/state-icon";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { ForgetDialog } from "./forget-dialog";
import { ProtectDialog } from "./protect-dialog";
import { UnlockVault } from "./unlock-vault";
import { useVaultChanged } from "./use-passphrase";
import classes from "./vault.module.css";

/** Where passwords are kept now, and how to change that. */
export function Passwords() {
  const vault = useCommand("vault", {});
  if (vault.data !== undefined) return <Kept vault={vault.data} />;
  return vault.error !== null && <ErrorNote error={vault.error.problem} onRetry={() => void vault.refetch()} />;
}

function Kept({ vault }: { vault: VaultView }) {
  const { t } = useTranslation("settings");
  const { protection, reason, setAside } = vault;
  const keeps = protection === "keychain" || protection === "passphrase";
  return (
    <div className={classes.vault}>
      <div className={classes.state} data-protection={protection}>
        <StateIcon state={keeps ? "succeeded" : "warning"} size={16} />
        <div className="grow">
          <p className="semi">{t(`vaults.${protection}.title`)}</p>
          <p className="t2">{t(`vaults.${protection}.body`)}</p>
          {reason !== null && (
            <p className="t2">
              {t("reason")}: <span className="selectable">{reason}</span>
            </p>
          )}
          {protection === "locked" && <UnlockVault />}
        </div>
      </div>
      {setAside !== null && (
        <p className={classes.aside}>
          <StateIcon state="warning" size={16} />
          <span className="grow selectable">{t("passwords.setAside", { path: setAside })}</span>
        </p>
      )}
      <Actions vault={vault} />
    </div>
  );
}

function Actions({ vault: { protection } }: { vault: VaultView }) {
  const { t } = useTranslation("settings");
  const [dialog, setDialog] = useState<"closed" | "protect" | "change" | "forget">("closed");
  const move = useCommandMutation("move_vault_to_keychain");
  const changed = useVaultChanged();
  const close = () => setDialog("closed");
  const toKeychain = (label: "toKeychain" | "tryKeychain") => (
    <Button
      icon="key"
      disabledReason={move.isPending ? t("passwords.moving") : null}
      onClick={() => move.mutate({}, { onSuccess: changed })}
    >
      {t(`passwords.${label}`)}
    </Button>
  );
  return (
    <>
      <div className={classes.actions}>
        {(protection === "keychain" || protection === "memoryOnly") && (
          <Button icon="lock" onClick={() => setDialog("protect")}>
            {t("passwords.protect.open")}
          </Button>
        )}
        {protection === "passphrase" && (
          <Button icon="lock" onClick={() => setDialog("change")}>
            {t("passwords.change.open")}
          </Button>
        )}
        {protection === "passphrase" && toKeychain("toKeychain")}
        {protection === "memoryOnly" && toKeychain("tryKeychain")}
        <Button icon="trash" look="danger" onClick={() => setDialog("forget")}>
          {t("passwords.forget.open")}
        </Button>
      </div>
      {move.error !== null && <ErrorNote error={move.error.problem} />}
      {(dialog === "protect" || dialog === "change") && <ProtectDialog mode={dialog} onClose={close} />}
      {dialog === "forget" && <ForgetDialog onClose={close} />}
    </>
  );
}

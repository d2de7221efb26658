import { useTranslation } from "react-i18next";

import { ConfirmDialog } from "../../../shared/ui/confirm-dialog";
import { NewPassphraseFields, useNewPassphrase } from "./new-passphrase";
import { usePassphrase } from "./use-passphrase";
import classes from "./vault.module.css";

type Props = { mode: "protect" | "change"; onClose: () => void };

/** Puts every password under a passphrase, or under another one than before. */
export function ProtectDialog({ mode, onClose }: Props) {
  const { t } = useTranslation("settings");
  const passphrase = useNewPassphrase();
  const { send, work } = usePassphrase("protect_vault", onClose);
  const confirm = () => {
    const value = passphrase.take();
    if (value !== null) void send(value);
  };
  const reason =
    work.type === "working"
      ? t("passwords.protecting")
      : passphrase.match === "same"
        ? null
        : t(passphrase.strength === "none" ? "passwords.missing" : "passwords.notTwice");
  return (
    <ConfirmDialog
      title={t(`passwords.${mode}.title`)}
      confirmLabel={t(`passwords.${mode}.confirm`)}
      disabledReason={reason}
      error={work.type === "failed" ? work.problem : null}
      onConfirm={confirm}
      onClose={onClose}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        <p>{t(`passwords.${mode}.body`)}</p>
        <NewPassphraseFields passphrase={passphrase} label={t(`passwords.${mode}.label`)} takesFocus />
        <p>{t("passwords.noWayBack")}</p>
        {/* Enter in either field sends, as in any form of two fields with a button. */}
        <input type="submit" hidden />
      </form>
    </ConfirmDialog>
  );
}

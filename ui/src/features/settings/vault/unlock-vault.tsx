import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { Field, type FieldNote, TextInput } from "../../../shared/ui/field";
import { usePassphrase } from "./use-passphrase";
import classes from "./vault.module.css";

type Props = { onUnlocked?: () => void };

/** The vault's passphrase, once for as long as OBDeck runs. A wrong one is told at the field. */
export function UnlockVault({ onUnlocked }: Props) {
  const { t } = useTranslation("settings");
  const { t: errors } = useTranslation("errors");
  const input = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState<"no" | "yes">("no");
  const { send, work } = usePassphrase("unlock_vault", () => onUnlocked?.());
  const problem = work.type === "failed" ? work.problem : null;
  const wrong: FieldNote | null =
    missing === "yes"
      ? { tone: "block", title: t("passwords.unlockMissing"), remedy: "" }
      : problem?.code === "wrongPassphrase"
        ? { tone: "block", title: errors("wrongPassphrase.title"), remedy: errors("wrongPassphrase.remedy") }
        : null;
  const submit = () => {
    const element = input.current;
    if (element === null || work.type === "working") return;
    const passphrase = element.value;
    element.value = "";
    element.focus();
    setMissing(passphrase === "" ? "yes" : "no");
    if (passphrase !== "") void send(passphrase);
  };
  return (
    <form
      className={classes.unlock}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label={t("passwords.passphrase")} note={wrong}>
        {(wiring) => (
          <div className={classes.row}>
            <TextInput {...wiring} ref={input} type="password" autoComplete="off" />
            <Button
              type="submit"
              icon="unlock"
              disabledReason={work.type === "working" ? t("passwords.unlocking") : null}
            >
              {t("passwords.unlock")}
            </Button>
          </div>
        )}
      </Field>
      {problem !== null && problem.code !== "wrongPassphrase" && <ErrorNote error={problem} />}
    </form>
  );
}

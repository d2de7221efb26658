import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { OcpLogin, PasswordKind, SecretRef } from "../../../ipc/generated";
import { useStoreSecret } from "../../../shared/secret/use-store-secret";
import { StateIcon } from "../../../shared/state/state-icon";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { Field, type FieldNote, TextInput } from "../../../shared/ui/field";
import { SecretField } from "../../../shared/ui/secret-field";
import { useProtection } from "../side/use-password-words";
import classes from "./form.module.css";

type Props = {
  kind: PasswordKind;
  /** How an OCP is signed in to. */
  login: OcpLogin;
  user: string | null;
  secret: SecretRef | null;
  /** Being tried, right, wrong, or not known yet. */
  verdict: "trying" | "right" | "wrong" | "none";
  note: FieldNote | null;
  onUser: (user: string) => void;
  onSecret: (secret: SecretRef | null) => void;
  onHold: (work: Promise<void>) => void;
};

/** The one password that the answering side asks for. It is tried once, when it is entered. */
export function PasswordEntry({ kind, login, user, secret, verdict, note, onUser, onSecret, onHold }: Props) {
  const { t } = useTranslation("connections");
  const protection = useProtection();
  const { store, storing } = useStoreSecret(onSecret, onHold);
  const [mode, setMode] = useState<"shown" | "replacing">("shown");
  const busy = storing.type === "storing" || verdict === "trying";
  const withKey = kind === "ocp" && login === "accessKey";
  const userMissing = kind === "ocp" && (user ?? "").trim() === "";
  const wrong: FieldNote | null =
    verdict === "wrong" ? { tone: "block", title: t("form.refused"), remedy: t("form.refusedRemedy") } : note;
  return (
    <section className={classes.password}>
      <p className="t2">{t(`form.needs.${kind}`)}</p>
      {kind === "ocp" && (
        <Field label={t(withKey ? "form.accessKey" : "form.user")}>
          {(wiring) => (
            <TextInput {...wiring} value={user ?? ""} onChange={(event) => onUser(event.currentTarget.value)} />
          )}
        </Field>
      )}
      {userMissing && <p className="t3 sm">{t("form.userMissing")}</p>}
      {!userMissing && (busy || (secret !== null && mode === "shown")) && (
        <p className={classes.verdict} role="status">
          <StateIcon state={busy ? "running" : "succeeded"} />
          {storing.type === "storing"
            ? t("form.storing")
            : verdict === "trying"
              ? t("form.trying")
              : t(verdict === "right" ? "form.accepted" : `form.passwordSet.${protection}`)}
          {!busy && (
            <Button size="sm" onClick={() => setMode("replacing")}>
              {t("form.replace")}
            </Button>
          )}
        </p>
      )}
      {!userMissing && !busy && (secret === null || mode === "replacing") && (
        <SecretField
          label={t(withKey ? "form.secretKey" : `form.password.${kind}`)}
          hint={t(withKey ? "form.secretKeyHint" : "form.passwordHint", { kept: t(`form.kept.${protection}`) })}
          note={wrong}
          onSubmit={(value) => {
            setMode("shown");
            store(value, secret);
          }}
        />
      )}
      {storing.type === "failed" && <ErrorNote error={storing.problem} />}
    </section>
  );
}

import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { WizardDraft, SecretRef } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { Note } from "../../../shared/ui/field";
import { SecretField } from "../../../shared/ui/secret-field";
import { useFieldNote, useWizard } from "../draft/context";
import { useProtection } from "../draft/use-protection";
import { useStoreSecret } from "../draft/use-secret";
import classes from "./cluster-step.module.css";
import { generatePassword } from "./generate-password";
import { type PasswordRule, rulesMet } from "./password-rules";
import { PasswordRules } from "./password-rules-list";

type Props = {
  label: string;
  field: string;
  secret: SecretRef | null;
  into: (draft: WizardDraft, secret: SecretRef) => WizardDraft;
};

const NO_RULES: ReadonlySet<PasswordRule> = new Set();

/** A password of the cluster: typed or generated once, then only "set" and where it is kept. */
export function StoredPassword({ label, field, secret, into }: Props) {
  const { t } = useTranslation("wizard");
  const protection = useProtection();
  const note = useFieldNote(field);
  const { store, storing } = useStoreSecret(into);
  const [mode, setMode] = useState<"shown" | "replacing">("shown");
  const [met, setMet] = useState(NO_RULES);
  const [typed, setTyped] = useState<"empty" | "typed">("empty");
  const { onPending } = useWizard();
  const pending = typed === "typed" || storing.type === "storing";
  useEffect(() => {
    onPending(field, pending ? "pending" : "settled");
    return () => onPending(field, "settled");
  }, [onPending, field, pending]);

  if (storing.type === "storing" || (secret !== null && mode === "shown")) {
    return (
      <div>
        <p className={classes.label}>{label}</p>
        <p className={classes.set}>
          <StateIcon state={storing.type === "storing" ? "running" : secret?.weak === true ? "warning" : "succeeded"} />
          {storing.type === "storing" ? t("secret.storing") : t(`secretSet.${protection}`)}
          {storing.type !== "storing" && (
            <Button
              size="sm"
              data-field={field}
              aria-label={`${t("secret.replace")}: ${label}`}
              onClick={() => setMode("replacing")}
            >
              {t("secret.replace")}
            </Button>
          )}
        </p>
        {note !== null && <Note note={note} />}
      </div>
    );
  }
  return (
    <div>
      <SecretField
        label={label}
        field={field}
        hint={
          <>
            <PasswordRules met={met} />
            {typed === "typed" && t("secret.pending")}
          </>
        }
        note={secret === null && storing.type === "idle" && typed === "empty" ? note : null}
        generate={{
          make: generatePassword,
          label: t("secret.generate"),
          shownOnce: t("secret.generated"),
          copy: t("secret.copy"),
        }}
        onTyped={(value) => {
          setMet(rulesMet(value));
          setTyped(value === "" ? "empty" : "typed");
        }}
        onSubmit={(value) => {
          setMode("shown");
          store(value, secret);
        }}
        actions={
          secret !== null && (
            <Button look="bare" onClick={() => setMode("shown")}>
              {t("secret.keep")}
            </Button>
          )
        }
      />
      {storing.type === "failed" && <ErrorNote error={storing.problem} />}
    </div>
  );
}

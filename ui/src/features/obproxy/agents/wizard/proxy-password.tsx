import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { AgentObproxyForm, SecretRef } from "../../../../ipc/generated";
import { useStoreSecret } from "../../../../shared/secret/use-store-secret";
import { StateIcon } from "../../../../shared/state/state-icon";
import { Button } from "../../../../shared/ui/button";
import { ErrorNote } from "../../../../shared/ui/error-note";
import { Note } from "../../../../shared/ui/field";
import { SecretField } from "../../../../shared/ui/secret-field";
import { generatePassword } from "../../../wizards/cluster/generate-password";
import { type PasswordRule, rulesMet } from "../../../wizards/cluster/password-rules";
import { PasswordRules } from "../../../wizards/cluster/password-rules-list";
import { useProtection } from "../../../wizards/draft/use-protection";
import { useAgentWizard, useFieldNote } from "./context";
import classes from "./steps.module.css";

type Props = {
  label: string;
  field: string;
  /** What it is for. */
  explain: string;
  /** A new password is held to the rules and can be made here; one that exists is only typed. */
  rules: "shown" | "hidden";
  secret: SecretRef | null;
  into: (form: AgentObproxyForm, secret: SecretRef | null) => AgentObproxyForm;
};

const NO_RULES: ReadonlySet<PasswordRule> = new Set();

/** A password of the form: typed or made once, then only "set" and where it is kept. */
export function ProxyPassword({ label, field, explain, rules, secret, into }: Props) {
  const { t } = useTranslation("wizard");
  const { t: own } = useTranslation("proxies");
  const { editor, edit, onPending } = useAgentWizard();
  const protection = useProtection();
  const note = useFieldNote(field);
  const { store, storing } = useStoreSecret(
    (stored) => edit((now) => into(now, stored)),
    (work) => editor.hold(work),
  );
  const [mode, setMode] = useState<"shown" | "replacing">("shown");
  const [met, setMet] = useState(NO_RULES);
  const [typed, setTyped] = useState<"empty" | "typed">("empty");
  const pending = typed === "typed" || storing.type === "storing";
  useEffect(() => {
    onPending(field, pending ? "pending" : "settled");
    return () => onPending(field, "settled");
  }, [onPending, field, pending]);

  if (storing.type === "storing" || (secret !== null && mode === "shown")) {
    const storingNow = storing.type === "storing";
    return (
      <div>
        <p className={classes.label}>{label}</p>
        <p className={classes.set}>
          <StateIcon
            state={storingNow ? "running" : secret?.weak === true && rules === "shown" ? "warning" : "succeeded"}
          />
          {storingNow ? t("secret.storing") : t(`secretSet.${protection}`)}
          {!storingNow && (
            <>
              <Button
                size="sm"
                data-field={field}
                aria-label={`${t("secret.replace")}: ${label}`}
                onClick={() => setMode("replacing")}
              >
                {t("secret.replace")}
              </Button>
              <Button
                size="sm"
                look="bare"
                aria-label={`${own("wizard.forget")}: ${label}`}
                onClick={() => edit((now) => into(now, null))}
              >
                {own("wizard.forget")}
              </Button>
            </>
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
            {explain}
            {rules === "shown" && (
              <>
                {" "}
                <PasswordRules met={met} />
              </>
            )}
            {typed === "typed" && <> {t("secret.pending")}</>}
          </>
        }
        note={secret === null && storing.type === "idle" && typed === "empty" ? note : null}
        {...(rules === "shown"
          ? {
              generate: {
                make: generatePassword,
                label: t("secret.generate"),
                shownOnce: t("secret.generated"),
                copy: t("secret.copy"),
              },
            }
          : {})}
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

import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { SecretRef } from "../../ipc/generated";
import { StateIcon } from "../state/state-icon";
import { Button } from "../ui/button";
import { ErrorNote } from "../ui/error-note";
import { Field, type FieldNote, TextArea } from "../ui/field";
import { SecretField } from "../ui/secret-field";
import classes from "./secret-slot.module.css";
import { useStoreSecret } from "./use-store-secret";

type Props = {
  label: string;
  /** Said once it is in the vault. */
  set: string;
  hint?: string;
  /** Several lines, for a key as PEM. */
  lines?: "one" | "many";
  secret: SecretRef | null;
  note?: FieldNote | null;
  onSecret: (secret: SecretRef | null) => void;
  onHold?: ((work: Promise<void>) => void) | undefined;
};

/** A secret among other settings: typed once, then only "set", to be replaced or removed. */
export function SecretSlot({ label, set, hint, lines = "one", secret, note = null, onSecret, onHold }: Props) {
  const { t } = useTranslation("reach");
  const [mode, setMode] = useState<"shown" | "replacing">("shown");
  const { store, storing } = useStoreSecret((stored) => onSecret(stored), onHold);
  const submit = (value: string) => {
    setMode("shown");
    store(value);
  };
  if (storing.type === "storing" || (secret !== null && mode === "shown")) {
    return (
      <div>
        <p className={classes.label}>{label}</p>
        <p className={classes.set} role="status">
          <StateIcon state={storing.type === "storing" ? "running" : "succeeded"} />
          {storing.type === "storing" ? t("storing") : set}
          {storing.type !== "storing" && (
            <>
              <Button size="sm" aria-label={`${t("replace")}: ${label}`} onClick={() => setMode("replacing")}>
                {t("replace")}
              </Button>
              <Button size="sm" look="bare" aria-label={`${t("forget")}: ${label}`} onClick={() => onSecret(null)}>
                {t("forget")}
              </Button>
            </>
          )}
        </p>
      </div>
    );
  }
  return (
    <div>
      {lines === "one" ? (
        <SecretField label={label} hint={hint} note={note} onSubmit={submit} />
      ) : (
        <Field label={label} hint={hint} note={note}>
          {(wiring) => (
            <TextArea
              {...wiring}
              mono
              rows={4}
              onBlur={({ currentTarget }) => {
                const { value } = currentTarget;
                currentTarget.value = "";
                if (value.trim() !== "") submit(value);
              }}
            />
          )}
        </Field>
      )}
      {storing.type === "failed" && <ErrorNote error={storing.problem} />}
    </div>
  );
}

import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { callCommand } from "../../../ipc/client";
import type { ConnectionView, PasswordKind } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";
import { useStoreSecret } from "../../../shared/secret/use-store-secret";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { Field, TextInput } from "../../../shared/ui/field";
import classes from "./side.module.css";

type Props = {
  connection: ConnectionView;
  kind: PasswordKind;
  /** The cursor goes to the field at once: the form was asked for. */
  focused?: boolean;
  onSent?: () => void;
  /** More to choose from beside the button. */
  onCancel?: () => void;
};

/** Takes a password of a connection. It is sent once and forgotten. */
export function PasswordForm({ connection, kind, focused = false, onSent, onCancel }: Props) {
  const { t } = useTranslation("connections");
  const { t: shared } = useTranslation("shared");
  const platform = usePlatform();
  const user = useRef<HTMLInputElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<"empty" | "typed">("empty");
  const [reveal, setReveal] = useState<"hidden" | "shown">("hidden");
  const { store, storing } = useStoreSecret(async (secret) => {
    const name = user.current?.value.trim() ?? "";
    await callCommand(platform, "replace_password", {
      connectionId: connection.id,
      kind,
      secretId: secret.id,
      user: kind === "ocp" && name !== "" ? name : null,
    });
    onSent?.();
  });
  useEffect(() => {
    if (focused) input.current?.focus();
  }, [focused]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const element = input.current;
    if (element === null || element.value === "" || storing.type === "storing") return;
    const { value } = element;
    element.value = "";
    setTyped("empty");
    setReveal("hidden");
    store(value);
  };
  const shownWord = reveal === "hidden" ? shared("show") : shared("hide");
  return (
    <form className={classes.form} onSubmit={submit}>
      {kind === "ocp" && (
        <Field label={t("password.user")}>
          {(wiring) => <TextInput {...wiring} ref={user} defaultValue={connection.settings.passwords.ocpUser ?? ""} />}
        </Field>
      )}
      <Field label={t(`password.label.${kind}`)}>
        {(wiring) => (
          <div className={classes.secret}>
            <TextInput
              {...wiring}
              ref={input}
              mono
              type={reveal === "hidden" ? "password" : "text"}
              autoComplete="new-password"
              onChange={(event) => setTyped(event.currentTarget.value === "" ? "empty" : "typed")}
            />
            <Button
              icon={reveal === "hidden" ? "eye" : "eyeOff"}
              aria-label={shownWord}
              title={shownWord}
              onClick={() => setReveal(reveal === "hidden" ? "shown" : "hidden")}
            />
          </div>
        )}
      </Field>
      {storing.type === "failed" && <ErrorNote error={storing.problem} />}
      <div className={classes.choices}>
        {onCancel !== undefined && <Button onClick={onCancel}>{shared("cancel")}</Button>}
        <Button
          type="submit"
          look="primary"
          disabledReason={
            storing.type === "storing" ? t("password.storing") : typed === "empty" ? t("password.nothingTyped") : null
          }
        >
          {t("password.use")}
        </Button>
      </div>
    </form>
  );
}

import { type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "./button";
import { CopyButton } from "./copy-button";
import { Field, type FieldNote, TextInput } from "./field";
import classes from "./secret-field.module.css";

type Generate = { make: () => string; label: string; shownOnce: string; copy: string };

type Props = {
  label: string;
  field?: string;
  hint?: ReactNode;
  note?: FieldNote | null;
  /** Fills the field with a new password and shows it, this once. */
  generate?: Generate;
  /** Called at each keystroke with the value, to check rules; keep verdicts, not the value. */
  onTyped?: (value: string) => void;
  /** Takes the value when the field is left or Enter is pressed; the input is emptied first. */
  onSubmit: (value: string) => void;
  actions?: ReactNode;
};

/** A password input that forgets: uncontrolled, emptied as soon as its value is handed over. */
export function SecretField({ label, field, hint, note = null, generate, onTyped, onSubmit, actions }: Props) {
  const { t } = useTranslation("shared");
  const input = useRef<HTMLInputElement>(null);
  const [reveal, setReveal] = useState<"hidden" | "shown" | "generated">("hidden");
  const submit = () => {
    const element = input.current;
    if (element === null || element.value === "") return;
    const value = element.value;
    element.value = "";
    setReveal("hidden");
    onTyped?.("");
    onSubmit(value);
  };
  const fill = (made: string) => {
    const element = input.current;
    if (element === null) return;
    element.value = made;
    setReveal("generated");
    onTyped?.(made);
    element.focus();
  };
  const shownWord = reveal === "hidden" ? t("show") : t("hide");
  return (
    <div
      onBlur={(event) => {
        // Revealing, generating or copying is not leaving.
        if (!event.currentTarget.contains(event.relatedTarget)) submit();
      }}
    >
      <Field label={label} hint={hint} note={note}>
        {(wiring) => (
          <div className={classes.row}>
            <TextInput
              {...wiring}
              ref={input}
              mono
              data-field={field}
              type={reveal === "hidden" ? "password" : "text"}
              autoComplete="new-password"
              onChange={(event) => onTyped?.(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) submit();
              }}
            />
            <Button
              icon={reveal === "hidden" ? "eye" : "eyeOff"}
              aria-label={shownWord}
              title={shownWord}
              onClick={() => setReveal(reveal === "hidden" ? "shown" : "hidden")}
            />
            {generate !== undefined && (
              <Button icon="dice" onClick={() => fill(generate.make())}>
                {generate.label}
              </Button>
            )}
            {actions}
          </div>
        )}
      </Field>
      {reveal === "generated" && generate !== undefined && (
        <p className={classes.once} role="status">
          {generate.shownOnce} <CopyButton text={() => input.current?.value ?? ""} label={generate.copy} />
        </p>
      )}
    </div>
  );
}

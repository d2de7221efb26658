import { type ReactNode, type RefObject, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "./button";
import { Field, type FieldNote, TextInput } from "./field";
import classes from "./secret-field.module.css";

type Props = {
  label: string;
  hint?: ReactNode;
  note?: FieldNote | null;
  /** The input itself, for a generator that fills it. Its value is never put into state. */
  input?: RefObject<HTMLInputElement | null>;
  /** Called at each keystroke with the value, to check rules; keep verdicts, not the value. */
  onTyped?: (value: string) => void;
  /** Takes the value; the input is emptied first. */
  onSubmit: (value: string) => void;
  submitOn?: "blur" | "enter";
  actions?: ReactNode;
};

/** A password input that forgets: uncontrolled, emptied as soon as its value is handed over. */
export function SecretField({ label, hint, note = null, input, onTyped, onSubmit, submitOn = "blur", actions }: Props) {
  const { t } = useTranslation("shared");
  const own = useRef<HTMLInputElement>(null);
  const ref = input ?? own;
  const [reveal, setReveal] = useState<"hidden" | "shown">("hidden");
  const submit = () => {
    const element = ref.current;
    if (element === null || element.value === "") return;
    const value = element.value;
    element.value = "";
    setReveal("hidden");
    onTyped?.("");
    onSubmit(value);
  };
  return (
    <div
      onBlur={(event) => {
        // Revealing or generating is not leaving.
        if (submitOn === "blur" && !event.currentTarget.contains(event.relatedTarget)) submit();
      }}
    >
      <Field label={label} hint={hint} note={note}>
        {(wiring) => (
          <div className={classes.row}>
            <TextInput
              {...wiring}
              ref={ref}
              mono
              type={reveal === "shown" ? "text" : "password"}
              autoComplete="new-password"
              onChange={(event) => onTyped?.(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) submit();
              }}
            />
            <Button
              icon={reveal === "shown" ? "eyeOff" : "eye"}
              aria-label={reveal === "shown" ? t("hide") : t("show")}
              title={reveal === "shown" ? t("hide") : t("show")}
              onClick={() => setReveal(reveal === "shown" ? "hidden" : "shown")}
            />
            {actions}
          </div>
        )}
      </Field>
    </div>
  );
}

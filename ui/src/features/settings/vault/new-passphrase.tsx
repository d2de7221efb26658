import { type RefObject, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { Field, type FieldNote, TextInput } from "../../../shared/ui/field";
import { type Strength, strengthOf } from "./strength";
import classes from "./vault.module.css";

export type NewPassphrase = {
  first: RefObject<HTMLInputElement | null>;
  second: RefObject<HTMLInputElement | null>;
  strength: Strength;
  match: "same" | "different" | "open";
  onTyped: () => void;
  /** Empties both fields and gives what was in them; null while they differ or are empty. */
  take: () => string | null;
};

/** A passphrase typed twice. The fields hold it, nothing else does: kept here are only verdicts on it. */
export function useNewPassphrase(): NewPassphrase {
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const [verdict, setVerdict] = useState<Pick<NewPassphrase, "strength" | "match">>({
    strength: "none",
    match: "open",
  });
  const onTyped = () => {
    const [one, two] = [first.current?.value ?? "", second.current?.value ?? ""];
    // While the second is being typed it differs from the first, and nobody needs to be told.
    const match = one !== "" && one === two ? "same" : one.startsWith(two) ? "open" : "different";
    setVerdict({ strength: strengthOf(one), match });
  };
  const take = () => {
    const [one, two] = [first.current?.value ?? "", second.current?.value ?? ""];
    if (one === "" || one !== two) return null;
    for (const field of [first, second]) if (field.current !== null) field.current.value = "";
    onTyped();
    return one;
  };
  return { first, second, ...verdict, onTyped, take };
}

type Props = { passphrase: NewPassphrase; label: string; takesFocus?: boolean };

export function NewPassphraseFields({ passphrase, label, takesFocus = false }: Props) {
  const { t } = useTranslation("settings");
  const { first, second, strength, match, onTyped } = passphrase;
  const differs: FieldNote | null =
    match === "different" ? { tone: "block", title: t("passwords.differ"), remedy: t("passwords.differRemedy") } : null;
  return (
    <div className={classes.pair}>
      <Field label={label} hint={<Hint strength={strength} />}>
        {(wiring) => (
          <TextInput
            {...wiring}
            ref={first}
            type="password"
            autoComplete="new-password"
            data-autofocus={takesFocus || undefined}
            onChange={onTyped}
          />
        )}
      </Field>
      <Field label={t("passwords.again")} note={differs}>
        {(wiring) => (
          <TextInput {...wiring} ref={second} type="password" autoComplete="new-password" onChange={onTyped} />
        )}
      </Field>
    </div>
  );
}

function Hint({ strength }: { strength: Strength }) {
  const { t } = useTranslation("settings");
  return (
    <span className={classes.strength} data-strength={strength}>
      <span className={classes.meter} aria-hidden>
        <i />
        <i />
        <i />
      </span>
      {t(`passwords.strength.${strength}`)}
    </span>
  );
}

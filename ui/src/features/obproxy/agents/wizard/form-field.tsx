import type { ReactNode } from "react";

import { Field, TextInput } from "../../../../shared/ui/field";
import { useAgentWizard, useFieldNote } from "./context";

type Props = {
  field: string;
  label: string;
  hint?: ReactNode;
  value: string;
  placeholder?: string;
  mono?: boolean;
  numeric?: boolean;
  onChange: (value: string) => void;
};

/** An input of the form with what is wrong with it. */
export function FormField({ field, label, hint, value, placeholder, mono = false, numeric = false, onChange }: Props) {
  const { editor } = useAgentWizard();
  const note = useFieldNote(field);
  return (
    <Field label={label} hint={note === null ? hint : undefined} note={note}>
      {(wiring) => (
        <TextInput
          {...wiring}
          mono={mono}
          inputMode={numeric ? "numeric" : undefined}
          data-field={field}
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onBlur={() => void editor.flush()}
        />
      )}
    </Field>
  );
}

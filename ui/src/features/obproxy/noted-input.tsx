import type { ReactNode } from "react";

import { Field, type FieldNote, TextInput } from "../../shared/ui/field";

export type FormFieldProps = {
  field: string;
  label: string;
  hint?: ReactNode;
  value: string;
  placeholder?: string;
  mono?: boolean;
  numeric?: boolean;
  onChange: (value: string) => void;
};

/** An input of a form with what is wrong with it. */
export function NotedInput({
  field,
  label,
  hint,
  value,
  placeholder,
  mono = false,
  numeric = false,
  onChange,
  note,
  onLeave,
}: FormFieldProps & { note: FieldNote | null; onLeave: () => void }) {
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
          onBlur={onLeave}
        />
      )}
    </Field>
  );
}

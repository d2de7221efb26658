import type { ReactNode } from "react";

import classes from "./host-table.module.css";

type Props = {
  value: string;
  label: string;
  field: string;
  /** Also found by the address of the host. */
  host?: string;
  invalid: boolean;
  mono?: boolean;
  onCommit: (value: string) => void;
  /** Stands in the cell too. */
  extra?: ReactNode;
};

/** A table cell to type in. It hands over when it is left or with Enter; Escape brings the old text back. */
export function EditableCell({ value, label, field, host, invalid, mono = false, onCommit, extra }: Props) {
  const commit = (input: HTMLInputElement) => {
    const typed = input.value.trim();
    if (typed !== value) onCommit(typed);
  };
  return (
    <span role="cell" className={extra === undefined ? undefined : classes.withExtra}>
      <input
        key={value}
        defaultValue={value}
        aria-label={label}
        title={value}
        aria-invalid={invalid || undefined}
        data-field={field}
        data-host={host}
        spellCheck={false}
        autoComplete="off"
        className={`${classes.input} ${mono ? "mono" : ""}`}
        onBlur={(event) => commit(event.currentTarget)}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit(event.currentTarget);
          if (event.key === "Escape") event.currentTarget.value = value;
        }}
      />
      {extra}
    </span>
  );
}

import { type ReactNode, useId } from "react";

import classes from "./choice.module.css";

type Option<T extends string> = { value: T; label: ReactNode; hint?: ReactNode; below?: ReactNode };
type Props<T extends string> = {
  label: string;
  options: Option<T>[];
  /** Null until one is chosen. */
  value: T | null;
  onChange: (value: T) => void;
  /** Side by side in boxes, or one below the other. */
  look?: "boxes" | "lines";
};

/** One of a few that need a word of explanation each. Native radios: arrow keys move. */
export function Choice<T extends string>({ label, options, value, onChange, look = "lines" }: Props<T>) {
  const name = useId();
  return (
    <fieldset className={`${classes.group} ${classes[look]}`}>
      <legend className={classes.legend}>{label}</legend>
      {options.map((option) => (
        <div key={option.value} className={classes.option}>
          <label className={classes.face}>
            <span className={classes.name}>
              <input
                className={look === "boxes" ? "sr" : classes.radio}
                type="radio"
                name={name}
                checked={option.value === value}
                onChange={() => onChange(option.value)}
              />
              {option.label}
            </span>
            {option.hint !== undefined && <span className={classes.hint}>{option.hint}</span>}
          </label>
          {option.value === value && option.below}
        </div>
      ))}
    </fieldset>
  );
}

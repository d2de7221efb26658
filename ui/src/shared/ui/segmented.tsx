import { type ReactNode, useId } from "react";

import classes from "./segmented.module.css";

type Option<T extends string> = { value: T; label: ReactNode };
type Props<T extends string> = {
  label: string;
  options: Option<T>[];
  value: T;
  onChange: (value: T) => void;
  size?: "sm" | "md";
};

/** One of a few, all in sight. Native radios: arrow keys move. */
export function Segmented<T extends string>({ label, options, value, onChange, size = "sm" }: Props<T>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={`${classes.group} ${classes[size]}`}>
      {options.map((option) => (
        <label key={option.value} className={classes.option}>
          <input
            className="sr"
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}

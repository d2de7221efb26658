import { useId, useState } from "react";

import { Note, TextInput } from "../../shared/ui/field";
import classes from "./number-input.module.css";

type Props = {
  label: string;
  unit: string;
  value: number;
  most: number;
  /** What is said of anything but a whole number from 1 to `most`. */
  wrong: { title: string; remedy: string };
  onChange: (value: number) => void;
  /** Told whether what stands there is a number. */
  onValid?: (valid: boolean) => void;
};

/** A whole number and its unit. Only numbers in range are handed on; anything else stays, and says what is wrong. */
export function NumberInput({ label, unit, value, most, wrong, onChange, onValid }: Props) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? String(value);
  const bad = parse(shown, most) === null;
  return (
    <div>
      <div className={classes.line}>
        <div className={classes.number}>
          <TextInput
            aria-label={label}
            inputMode="numeric"
            aria-invalid={bad || undefined}
            aria-describedby={bad ? id : undefined}
            value={shown}
            onChange={(event) => {
              const next = event.currentTarget.value;
              const number = parse(next, most);
              setTyped(next);
              onValid?.(number !== null);
              if (number !== null) onChange(number);
            }}
            onBlur={() => {
              if (!bad) setTyped(null);
            }}
          />
        </div>
        <span className="t2">{unit}</span>
      </div>
      {bad && <Note id={id} note={{ tone: "block", ...wrong }} />}
    </div>
  );
}

function parse(typed: string, most: number): number | null {
  const number = /^\s*\d{1,9}\s*$/.test(typed) ? Number(typed) : Number.NaN;
  return number >= 1 && number <= most ? number : null;
}

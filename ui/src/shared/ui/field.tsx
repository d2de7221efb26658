import { type ComponentProps, type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";

import { StateIcon } from "../state/state-icon";
import classes from "./field.module.css";

/** What is wrong with an input: the cause, and what to do. */
export type FieldNote = { tone: "block" | "warn"; title: string; remedy: string };

type Wiring = { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined };
type Props = { label: string; hint?: ReactNode; note?: FieldNote | null; children: (wiring: Wiring) => ReactNode };

/** Label above, hint and problem below. `children` receives the attributes that tie them together. */
export function Field({ label, hint, note = null, children }: Props) {
  const id = useId();
  const described = [hint === undefined ? "" : `${id}-hint`, note === null ? "" : `${id}-note`]
    .filter(Boolean)
    .join(" ");
  return (
    <div className={classes.field}>
      <label className={classes.label} htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        "aria-describedby": described === "" ? undefined : described,
        "aria-invalid": note?.tone === "block" ? true : undefined,
      })}
      {hint !== undefined && (
        <p id={`${id}-hint`} className={classes.hint}>
          {hint}
        </p>
      )}
      {note !== null && <Note id={`${id}-note`} note={note} />}
    </div>
  );
}

export function Note({ id, note }: { id?: string; note: FieldNote }) {
  const { t } = useTranslation("shared");
  return (
    <p id={id} className={`${classes.note} ${classes[note.tone]}`}>
      <StateIcon state={note.tone === "block" ? "failed" : "warning"} size={12} />
      <span>
        <span className="med">{note.title}</span>
        {t("stop")} <span className={classes.remedy}>{note.remedy}</span>
      </span>
    </p>
  );
}

type InputProps = ComponentProps<"input"> & { mono?: boolean };

export function TextInput({ mono = false, className, ...rest }: InputProps) {
  return (
    <input
      spellCheck={false}
      autoComplete="off"
      {...rest}
      className={`${classes.input} ${mono ? "mono" : ""} ${className ?? ""}`}
    />
  );
}

type AreaProps = ComponentProps<"textarea"> & { mono?: boolean };

export function TextArea({ mono = false, className, ...rest }: AreaProps) {
  return (
    <textarea
      spellCheck={false}
      autoComplete="off"
      {...rest}
      className={`${classes.input} ${classes.area} ${mono ? "mono" : ""} ${className ?? ""}`}
    />
  );
}

import type { KeyboardEvent, ReactNode, RefObject } from "react";

import { Icon } from "../icons/icon";
import classes from "./search-field.module.css";

type Props = {
  field: RefObject<HTMLInputElement | null>;
  label: string;
  placeholder: string;
  text: string;
  /** How wide it may be. */
  className?: string | undefined;
  onText: (text: string) => void;
  /** From the field back into what it searches. */
  onLeave: () => void;
  /** Behind the text. */
  children?: ReactNode;
};

/** Narrows what a page shows. `/` goes to it; Esc empties it, then leaves. */
export function SearchField({ field, label, placeholder, text, className = "", onText, onLeave, children }: Props) {
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Escape" && event.key !== "ArrowDown" && event.key !== "Enter") return;
    event.preventDefault();
    if (event.key === "Escape" && text !== "") onText("");
    else onLeave();
  };
  return (
    <div className={`${classes.search} ${className}`}>
      <Icon name="search" size={14} />
      <input
        ref={field}
        className={classes.input}
        type="text"
        spellCheck={false}
        autoComplete="off"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={press}
      />
      {children}
      <kbd className={classes.kbd}>/</kbd>
    </div>
  );
}

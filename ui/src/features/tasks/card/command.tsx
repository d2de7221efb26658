import { CopyButton } from "../../../shared/ui/copy-button";
import classes from "./card.module.css";

/** A command on one line, to copy. */
export function Command({ text, copyLabel }: { text: string; copyLabel?: string }) {
  return (
    <div className={classes.code}>
      <code title={text}>{text}</code>
      {copyLabel === undefined ? (
        <CopyButton text={text} />
      ) : (
        <CopyButton text={text} label={copyLabel} word="hidden" />
      )}
    </div>
  );
}

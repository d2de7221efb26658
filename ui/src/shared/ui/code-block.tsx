import classes from "./code-block.module.css";
import { CopyButton } from "./copy-button";

/** A command or a body to read and to copy. */
export function CodeBlock({ code, label }: { code: string; label?: string }) {
  return (
    <div className={classes.code}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long code scrolls, so it must take focus */}
      <pre
        tabIndex={0}
        className={`${classes.pre} selectable`}
        aria-label={label}
        role={label === undefined ? undefined : "region"}
      >
        {code}
      </pre>
      <CopyButton text={code} />
    </div>
  );
}

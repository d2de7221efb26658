import type { ReactNode } from "react";

import classes from "./freshness.module.css";

/** A dot and how old the view is: green when live, grey when stale, red when reading fails. */
export function Freshness({ state, children }: { state: "live" | "stale" | "failed"; children: ReactNode }) {
  return (
    <span className={classes.fresh} data-state={state}>
      <span>{children}</span>
    </span>
  );
}

import type { ReactNode } from "react";

import type { StateKind } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import classes from "./card.module.css";

type Props = { state: StateKind; title: string; tools?: ReactNode; children: ReactNode };

/** The left of the lower panel: one message, edged in its state's colour. */
export function Card({ state, title, tools, children }: Props) {
  return (
    <section className={classes.card} data-state={state} aria-label={title}>
      <div className={classes.title}>
        <StateIcon state={state} size={16} />
        <h2 className="grow cut" title={title}>
          {title}
        </h2>
        {tools}
      </div>
      {children}
    </section>
  );
}

/** `Cause  The port …` */
export function Said({ name, children }: { name: string; children: ReactNode }) {
  return (
    <p className={classes.said}>
      {name !== "" && <b>{name}</b>} {children}
    </p>
  );
}

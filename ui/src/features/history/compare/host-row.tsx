import { useTranslation } from "react-i18next";

import { useStateWord } from "../../../shared/state/state-badge";
import { StateIcon } from "../../../shared/state/state-icon";
import classes from "./compare.module.css";
import { DifferenceBar } from "./difference-bar";
import { Attempts, Time } from "./figures";
import type { HostLine } from "./model";

/** A step on one host, in both runs. */
export function HostRow({ line: { host, before, after, difference }, scale }: { line: HostLine; scale: number }) {
  const { t } = useTranslation("history");
  const word = useStateWord();
  const state = (after ?? before)?.state;
  return (
    <div role="row" className={`${classes.columns} ${classes.row} ${classes.host}`}>
      <span role="cell" />
      <span role="cell" />
      <span role="cell" className="mono cut t2" title={host || undefined}>
        {host === "" ? <span className="t3">{t("compare.noHost")}</span> : host}
      </span>
      <Time figures={before} />
      <Time figures={after} />
      <span role="cell">
        <DifferenceBar difference={difference} scale={scale} />
      </span>
      <Attempts before={before?.attempts ?? null} after={after?.attempts ?? null} />
      <span role="cell" />
      <span role="cell" className={classes.state}>
        {state !== undefined && (
          <>
            <StateIcon state={state.kind} />
            {word(state)}
          </>
        )}
      </span>
    </div>
  );
}

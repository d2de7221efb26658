import { memo, useState } from "react";
import { useTranslation } from "react-i18next";

import type { StepFigures } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import { useStateWord } from "../../../shared/state/state-badge";
import { StateIcon } from "../../../shared/state/state-icon";
import { Tag } from "../../../shared/ui/chip";
import { useDuration } from "../../tasks/parts/use-duration";
import classes from "./compare.module.css";
import { DifferenceBar } from "./difference-bar";
import { HostRow } from "./host-row";
import { Attempts, Time } from "./figures";
import { hasHosts, hostLines, type StepLine } from "./model";

type Props = { line: StepLine; scale: number };

/** A step of both runs, and below it the hosts it ran on once it is unfolded. Another order draws none anew. */
export const StepRows = memo(function StepRows({ line: { step, difference }, scale }: Props) {
  const { t } = useTranslation("history");
  const duration = useDuration();
  const [folded, setFolded] = useState<"folded" | "open">("folded");
  const { name, before, after } = step;
  const open = folded === "open";
  const hosts = open ? hostLines(before, after) : [];
  const slowest = after ?? before;
  const messages = [
    { side: "before" as const, text: before?.message ?? null },
    { side: "after" as const, text: after?.message ?? null },
  ].filter(({ text }) => text !== null);
  const mayUnfold = hasHosts(before, after) || messages.length > 0;
  return (
    <>
      <div role="row" className={`${classes.columns} ${classes.row}`}>
        <span role="cell">
          {mayUnfold && (
            <button
              type="button"
              className={classes.fold}
              aria-expanded={open}
              aria-label={t(open ? "compare.fold" : "compare.unfold", { name })}
              onClick={() => setFolded(open ? "folded" : "open")}
            >
              <Icon name={open ? "chevronDown" : "chevronRight"} size={12} />
            </button>
          )}
        </span>
        <span role="cell" className="t3 num">
          {after?.number}
        </span>
        <span role="cell" className={classes.step}>
          <span className="cut" title={name}>
            {name}
          </span>
          {after === null && <Tag>{t("compare.onlyBefore")}</Tag>}
          {before === null && <Tag>{t("compare.onlyAfter")}</Tag>}
        </span>
        <Time figures={before} />
        <Time figures={after} />
        <span role="cell">
          <DifferenceBar difference={difference} scale={scale} />
        </span>
        <Attempts before={before?.attempts ?? null} after={after?.attempts ?? null} />
        <span role="cell" className={classes.slowest}>
          {slowest?.slowestHost != null && (
            <>
              <span className="mono cut" title={slowest.slowestHost}>
                {slowest.slowestHost}
              </span>
              {slowest.slowestMs !== null && <span className="t3">{duration(slowest.slowestMs)}</span>}
            </>
          )}
        </span>
        <States before={before} after={after} />
      </div>
      {open &&
        messages.map(({ side, text }) => (
          <div key={side} role="row" className={classes.message}>
            <span role="cell" aria-colspan={9}>
              <span className="t3">{t(`compare.message.${side}`)}</span> <span className="mono selectable">{text}</span>
            </span>
          </div>
        ))}
      {hosts.map((host) => (
        <HostRow key={host.key} line={host} scale={scale} />
      ))}
    </>
  );
});

/** The state of the later run; both where they differ. */
function States({ before, after }: { before: StepFigures | null; after: StepFigures | null }) {
  const word = useStateWord();
  const shown = [before, after].flatMap((figures) => (figures === null ? [] : [figures.state]));
  const differ = shown.length === 2 && shown[0]?.kind !== shown[1]?.kind;
  const states = differ ? shown : shown.slice(-1);
  return (
    <span role="cell" className={classes.states}>
      {states.map((state, index) => (
        <span
          key={`${index === 0 ? "before" : "after"}`}
          className={classes.state}
          title={`${word(state)} (${state.word})`}
        >
          {index > 0 && <span aria-hidden>→</span>}
          <StateIcon state={state.kind} />
          {/* The earlier one's word would not fit beside the later one's. */}
          <span className={index < states.length - 1 ? "sr" : "cut"}>{word(state)}</span>
        </span>
      ))}
    </span>
  );
}

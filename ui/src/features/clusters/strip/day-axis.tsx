import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { TaskNote } from "../../../ipc/generated";
import { useStateWord } from "../../../shared/state/state-badge";
import { formatClock } from "../../../shared/time/format";
import { useNow } from "../../../shared/time/use-now";
import { type DayBar, layDay } from "../model/day";
import classes from "./strip.module.css";

type Props = { tasks: TaskNote[]; onOpen: (task: TaskNote) => void };

const LANE_PX = 16;
const FIRST_LANE_PX = 10;

/** The last 24 hours as bars on a time axis; each opens its task. */
export function DayAxis({ tasks, onOpen }: Props) {
  const { t } = useTranslation("clusters");
  const now = useNow(30_000);
  const { bars, ticks, now: here } = useMemo(() => layDay(tasks, now), [tasks, now]);
  return (
    <div className={classes.day}>
      {ticks.map(({ at, left }) => (
        <span key={at} aria-hidden>
          <i className={classes.grid} style={{ left: `${left}%` }} />
          <span className={classes.tick} style={{ left: `${left}%` }}>
            {shortClock(at)}
          </span>
        </span>
      ))}
      <span className={classes.caption} aria-hidden>
        {t("strip.day")}
      </span>
      {bars.length === 0 && <p className={classes.none}>{t("strip.none")}</p>}
      {bars.length > 0 && (
        <ul aria-label={t("strip.dayLabel")}>
          {bars.map((bar) => (
            <Bar key={bar.task.id} bar={bar} onOpen={onOpen} />
          ))}
        </ul>
      )}
      <i className={classes.now} style={{ left: `${here}%` }} aria-hidden />
    </div>
  );
}

function Bar({ bar: { task, left, width, lane }, onOpen }: { bar: DayBar; onOpen: Props["onOpen"] }) {
  const { t } = useTranslation("clusters");
  const word = useStateWord();
  const { name, state, startedAt, endedAt } = task;
  const words = t("strip.bar", {
    name,
    state: word(state),
    from: startedAt === null ? "?" : shortClock(startedAt),
    to: endedAt === null ? t("strip.now") : shortClock(endedAt),
  });
  return (
    <li>
      <button
        type="button"
        className={classes.bar}
        data-state={state.kind}
        style={{ left: `${left}%`, width: `${width}%`, top: FIRST_LANE_PX + lane * LANE_PX }}
        aria-label={words}
        title={words}
        onClick={() => onOpen(task)}
      />
    </li>
  );
}

function shortClock(at: number): string {
  return formatClock(at).slice(0, 5);
}

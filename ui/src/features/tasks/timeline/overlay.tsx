import { memo, useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useSpeech } from "../../../shared/i18n/i18n";
import { type Speech, formatClock, formatDay } from "../../../shared/time/format";
import { useWholeDuration } from "../parts/use-duration";
import type { Window } from "./place";
import type { FoldPiece, Scale } from "./scale";
import { FOLD_WIDTH } from "./scale";
import { type Tick, ticksBetween } from "./ticks";
import classes from "./timeline.module.css";

/** Two labels nearer than this would touch. */
const NEAR = 88;

type Props = { scale: Scale; window: Window };

function useTicks({ scale, window }: Props): Tick[] {
  return useMemo(
    () => ticksBetween(scale, window.left, window.right, localZone(scale.toTime(window.left))),
    [scale, window.left, window.right],
  );
}

/** Grid and cuts behind the bars of all rows. */
export const Grid = memo(function Grid({ scale, window }: Props) {
  const ticks = useTicks({ scale, window });
  return (
    <>
      {ticks.map((tick) => (
        <i key={tick.time} className={classes.line} style={{ left: tick.x }} />
      ))}
      {scale.folds.map((fold) => (
        <i key={fold.from} className={classes.fold} style={{ left: fold.x }} />
      ))}
    </>
  );
});

/** Times along the top. A label gives way to the length of a cut, and to now. */
export const Axis = memo(function Axis({ scale, window, nowX }: Props & { nowX: number | null }) {
  const { t } = useTranslation("tasks");
  const duration = useWholeDuration();
  const speech = useSpeech();
  const ticks = useTicks({ scale, window });
  return (
    <>
      {ticks
        .filter(
          (tick) => tick.x >= 10 && !nearFold(tick, scale.folds) && (nowX === null || Math.abs(tick.x - nowX) > NEAR),
        )
        .map((tick) => (
          <span key={tick.time} className={classes.tick} style={{ left: tick.x }}>
            {labelOf(tick.time, speech)}
          </span>
        ))}
      {scale.folds
        .filter((fold) => nowX === null || Math.abs(fold.x + FOLD_WIDTH / 2 - nowX) > NEAR)
        .map((fold) => (
          <span key={fold.from} className={classes.foldLabel} style={{ left: fold.x + FOLD_WIDTH / 2 }}>
            {t("timeline.idle", { time: duration(fold.to - fold.from) })}
          </span>
        ))}
    </>
  );
});

/** A day that begins says which one it is, today as well: it is seen from the day before. */
function labelOf(time: number, speech: Speech): string {
  const begins = new Date(time).setHours(0, 0, 0, 0) === time;
  return begins ? formatDay(time, time - 1, speech) : formatClock(time);
}

function nearFold(tick: Tick, folds: FoldPiece[]): boolean {
  return folds.some((fold) => Math.abs(tick.x - fold.x - FOLD_WIDTH / 2) < NEAR);
}

/** Milliseconds that local time is ahead of UTC at `time`. */
function localZone(time: number): number {
  return Number.isFinite(time) ? -new Date(time).getTimezoneOffset() * 60_000 : 0;
}

/** The pill above the line: now, or the moment up to which a silent agent's task is known. */
export function NowLabel({ now, frozen }: { now: number; frozen: boolean }) {
  const { t } = useTranslation("tasks");
  return (
    <b className={classes.nowLabel} data-known={frozen || undefined}>
      {t(frozen ? "timeline.known" : "timeline.now", { time: formatClock(now) })}
    </b>
  );
}

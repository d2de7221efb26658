import type { Run } from "../model/series";
import classes from "./list.module.css";

const WIDTH = 4;
const HEIGHT = 14;
const MOST = 10;

/** Durations of the last runs as bars, the newest at the right; `own` is the row's. */
export function Spark({ runs, own }: { runs: readonly Run[]; own: string }) {
  const longest = Math.max(...runs.map(({ tookMs }) => tookMs), 1);
  return (
    <svg className={classes.spark} width={MOST * WIDTH} height={HEIGHT} aria-hidden>
      {runs.map(({ key, tookMs }, index) => {
        const height = Math.max(1, Math.round((tookMs / longest) * HEIGHT));
        return (
          <rect
            key={key}
            x={(MOST - runs.length + index) * WIDTH}
            y={HEIGHT - height}
            width={WIDTH - 1}
            height={height}
            data-own={key === own || undefined}
          />
        );
      })}
    </svg>
  );
}

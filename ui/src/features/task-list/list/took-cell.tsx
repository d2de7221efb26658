import { memo } from "react";
import { useTranslation } from "react-i18next";

import type { TaskRow } from "../../../ipc/generated";
import { useDuration, useWholeDuration } from "../../tasks/parts/use-duration";
import { useSeconds } from "../live/seconds";
import { medianOf, type Run } from "../model/series";
import { tookMs } from "../model/sort";
import classes from "./list.module.css";
import { Spark } from "./spark";

/** So many runs say something of the next. */
const ENOUGH = 3;

type Props = { row: TaskRow; runs: readonly Run[] };

/** How long it took, counted while it runs, beside how long the same task usually takes. */
export const TookCell = memo(function TookCell({ row, runs }: Props) {
  const { t } = useTranslation("taskList");
  const duration = useDuration();
  const took = tookMs(row, 0);
  const known = runs.length >= ENOUGH;
  const all = runs.map((run) => run.tookMs);
  const usual = known
    ? t("usual", {
        runs: runs.length,
        from: duration(Math.min(...all)),
        to: duration(Math.max(...all)),
        median: duration(medianOf(runs) ?? 0),
      })
    : undefined;
  const counts = row.state.kind === "running" && row.endedAt === null && row.startedAt !== null;
  return (
    <span role="gridcell" className={classes.took} title={usual}>
      {known && <Spark runs={runs} own={row.key} />}
      <span className={classes.time}>
        {counts ? <Counting since={row.startedAt ?? 0} /> : took === null ? "" : duration(took)}
      </span>
    </span>
  );
});

/** Told anew each second; rows out of sight are not there to be told. */
function Counting({ since }: { since: number }) {
  const whole = useWholeDuration();
  const now = useSeconds();
  return <>{whole(Math.max(0, now - since))}</>;
}

import type { VirtualItem } from "@tanstack/react-virtual";
import { memo } from "react";
import { useTranslation } from "react-i18next";

import type { FailureView, OperationView } from "../../../ipc/generated";
import type { Span } from "../model/span";
import type { Usual } from "../model/usual";
import { useWholeDuration } from "../parts/use-duration";
import { isGrowing, stateOfRow } from "./describe";
import type { Future } from "./future";
import { Lane } from "./lane";
import { Grid } from "./overlay";
import type { Window } from "./place";
import { type Row, usualOfRow } from "./rows";
import type { Scale } from "./scale";
import classes from "./timeline.module.css";

type Props = {
  operation: OperationView;
  rows: Row[];
  items: VirtualItem[];
  at: number;
  scale: Scale;
  window: Window;
  now: number;
  /** The operation stands until the user acts. */
  waiting: boolean;
  frozen: boolean;
  future: Future;
  expected: ReadonlyMap<string, Span>;
  usual: Usual;
  nowX: number | null;
};

/** Room that `stopped 31 s` needs between the bar and now. */
const STOPPED_ROOM = 92;

/** Everything that pans: grid and cuts, the bars of the rows in sight, now. */
export const LaneLayer = memo(function LaneLayer(props: Props) {
  const { operation, rows, items, at, scale, window, now, waiting, frozen, future, expected, usual, nowX } = props;
  const { t } = useTranslation("tasks");
  const duration = useWholeDuration();
  const { failure } = operation.head;
  const short = failure ? t(`explain.${failure.explanation}.short`) : "";

  function stoppedFor(row: Row): string | null {
    if (!waiting || row.type !== "step" || row.open !== true || row.step.state.kind !== "failed") return null;
    const end = row.step.endedAt;
    if (end === null || nowX === null || nowX - scale.toX(end) < STOPPED_ROOM) return null;
    return t("timeline.stopped", { time: duration(now - end) });
  }

  /** Instead of the agent's long message. */
  function noteFor(row: Row): string | null {
    if (isWhere(failure, row) && short !== "") return short;
    const journal = row.type === "call" ? row.call.head.journal : "accepted";
    return t(`journalShort.${journal}`) || null;
  }

  return (
    <>
      <Grid scale={scale} window={window} />
      {items.map(({ index, start }) => {
        const row = rows[index];
        if (!row) return null;
        const moves = isGrowing(row) || (waiting && stateOfRow(row).kind === "failed");
        return (
          <Lane
            key={row.id}
            row={row}
            top={start}
            selected={index === at}
            scale={scale}
            window={window}
            now={moves ? now : 0}
            stopped={waiting}
            frozen={frozen}
            future={future.places.get(row.id) ?? null}
            expected={expected.get(row.id) ?? null}
            usual={usualOfRow(usual, row)}
            note={noteFor(row)}
            stoppedFor={stoppedFor(row)}
          />
        );
      })}
      {nowX !== null && <i className={classes.now} data-known={frozen || undefined} />}
    </>
  );
});

function isWhere(failure: FailureView | null, row: Row): boolean {
  if (failure === null) return false;
  if (row.type === "run") return row.run.key === failure.runKey;
  if (row.type === "step") return row.step.key === failure.stepKey && row.step.runs.length < 2;
  return failure.stepKey === null && row.call.head.key === failure.callKey;
}

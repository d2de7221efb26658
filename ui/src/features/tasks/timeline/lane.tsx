import { memo } from "react";
import { useTranslation } from "react-i18next";

import type { StateKind } from "../../../ipc/generated";
import type { Span } from "../model/span";
import type { UsualTime } from "../model/usual";
import { useDuration } from "../parts/use-duration";
import classes from "./bar.module.css";
import { barsOf } from "./bars";
import { slowness } from "./describe";
import { type Placed, type Window, placeBars } from "./place";
import { type Row, sameRow } from "./rows";
import type { Scale } from "./scale";

export type LaneProps = {
  row: Row;
  top: number;
  selected: boolean;
  scale: Scale;
  window: Window;
  /** The time, for a row that still grows; 0 for one that does not, so that it is not drawn again. */
  now: number;
  /** The operation stands until the user acts. */
  stopped: boolean;
  /** The agent does not answer: bars end where they were last seen. */
  frozen: boolean;
  /** Its place among the steps still to come, or null. */
  future: number | null;
  /** When it will usually be at work, or null. */
  expected: Span | null;
  /** What it usually takes, or null. */
  usual: UsualTime | null;
  /** In place of the message beside a failed bar. */
  note: string | null;
  /** `stopped 31 s`, or null. */
  stoppedFor: string | null;
};

/** The bars of one row. */
export const Lane = memo(function Lane(props: LaneProps) {
  const { row, top, selected, scale, window, now, stopped, future, expected, usual, note, stoppedFor } = props;
  const placed = placeBars(barsOf(row, stopped, usual), scale, now, window);
  return (
    <div className={classes.lane} style={{ top }} data-row={row.id} data-selected={selected || undefined}>
      {placed.map((item, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- bars of a row have no name but their order
        <Drawn key={index} item={item} frozen={props.frozen} note={note} sum={row.type === "call"} />
      ))}
      {future !== null && <i className={classes.future} style={{ left: `calc(var(--now-x) + ${future}px)` }} />}
      {expected !== null && <Expected span={expected} scale={scale} window={window} />}
      <Slow row={row} usual={usual} scale={scale} now={now} />
      {stoppedFor !== null && (
        <div className={classes.stoppedFor} style={{ left: "calc(var(--now-x) - 4px)" }}>
          <span>{stoppedFor}</span>
        </div>
      )}
    </div>
  );
}, sameLane);

/** Hollow, where it will usually be, with how long it usually takes. */
function Expected({ span, scale, window }: { span: Span; scale: Scale; window: Window }) {
  const duration = useDuration();
  const x = scale.toX(span.from);
  const width = Math.max(scale.toX(span.to) - x, 5);
  if (x > window.right || x + width < window.left) return null;
  return (
    <>
      <i className={classes.future} style={{ left: x, width }} />
      <span className={classes.about} style={{ left: x + width + 5 }}>
        ≈ {duration(span.to - span.from)}
      </span>
    </>
  );
}

/** `2.3× slower than usual` behind its last bar. */
function Slow({ row, usual, scale, now }: Pick<LaneProps, "row" | "usual" | "scale" | "now">) {
  const { t } = useTranslation("tasks");
  const factor = row.type === "step" && row.open !== true ? slowness(row, usual, now) : null;
  if (factor === null || row.type !== "step") return null;
  return (
    <div className={classes.note} style={{ left: scale.toX(row.step.endedAt ?? now) + 10 }} data-slow>
      <span>{t("usual.slower", { n: factor.toFixed(1) })}</span>
    </div>
  );
}

type DrawnProps = { item: Placed; frozen: boolean; note: string | null; sum: boolean };

function Drawn({ item: { bar, x, width }, frozen, note, sum }: DrawnProps) {
  const style = { left: x, width };
  if (bar.type === "wait") return <i className={classes.wait} style={style} />;
  if (bar.type === "ghost") return <i className={classes.ghost} style={style} data-thin={bar.thin || undefined} />;
  if (bar.type === "stopped") return <i className={classes.stopped} style={style} />;
  if (bar.type === "note")
    return (
      <Note at={x} room={width} text={bar.until === null && note ? note : tidy(bar.text)} calm={bar.at === null} />
    );
  return (
    <i
      className={classes.work}
      style={style}
      data-kind={bar.kind satisfies StateKind}
      data-thin={bar.thin || undefined}
      data-sum={sum || undefined}
      data-frozen={(frozen && bar.to === null) || undefined}
    />
  );
}

function Note({ at, room, text, calm }: { at: number; room: number; text: string; calm: boolean }) {
  return (
    <div className={classes.note} style={{ left: at + 6, maxWidth: room }} data-calm={calm || undefined}>
      <span>{text}</span>
    </div>
  );
}

/** `Error: rpc port 2882 …` reads better without the first word beside a red bar. */
function tidy(message: string): string {
  return message.replace(/^\s*error\s*:\s*/i, "");
}

function sameLane(before: LaneProps, after: LaneProps): boolean {
  const { row: old, ...rest } = before;
  return (
    sameRow(old, after.row) && Object.entries(rest).every(([key, value]) => Object.is(value, Reflect.get(after, key)))
  );
}

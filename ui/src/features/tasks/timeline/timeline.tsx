import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  useCallback,
  useEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";

import { Button } from "../../../shared/ui/button";
import { periodOf, useNow } from "../model/clock";
import { knownUntil, phaseOf } from "../model/phase";
import { indexOf } from "../model/selection";
import type { Kept } from "../parts/kept";
import { Resizer } from "../parts/resizer";
import { usePane } from "../parts/use-pane";
import { useScreenKeys } from "../parts/use-screen-keys";
import { useSize } from "../parts/use-size";
import { FORESEEN, NO_FUTURE, futureOf } from "./future";
import { LaneLayer } from "./lane-layer";
import { Bands, NameRows } from "./name-rows";
import { Axis, NowLabel } from "./overlay";
import { NOTE_WIDTH, windowFor } from "./place";
import { type Row, layoutRows } from "./rows";
import classes from "./timeline.module.css";
import { NoSteps } from "../views/no-steps";
import type { OperateStep, StepsView } from "../views/steps-view";
import { Tools } from "../views/tools";
import { ZoomButtons } from "../views/zoom-buttons";
import { JumpButton } from "./jump-button";
import { ZOOM_STEP, usePanZoom } from "./use-pan-zoom";
import { handleRowKey } from "./use-row-keys";
import { useForecast } from "./use-forecast";
import { useScale } from "./use-scale";
import { FIT, type View, leftEdge, reduceView } from "./view";

/** Where one looked, and whether idle time was cut out. */
export type TimelineKept = { view: Kept<View>; cuts: Kept<boolean> };

type Props = StepsView & {
  /** As it was when another tab was shown. */
  kept: TimelineKept;
  onOperate: OperateStep;
};

type Variables = Record<`--${string}`, string>;

const ROW = 28;
const HEAD = 24;
/** Pixels that a key pans. */
const PAN = 120;
/** The window is below 1200 px: the rail takes 48. */
const NARROW = 1152;

const PANS: Readonly<Record<string, number>> = { ArrowLeft: -PAN, ArrowRight: PAN };

/** From here on the step pane has room for what is usual. */
const WIDE = 440;

/** Steps on the left, their bars on the right, one scroll, one layer that pans. */
export const Timeline = memo(function Timeline({
  operation,
  selection,
  sieve,
  onClear,
  folding,
  fold,
  kept,
  onSelect,
  onOpenLog,
  onOperate,
  usual,
  critical,
}: Props) {
  const { t } = useTranslation("tasks");
  const grid = useRef<HTMLDivElement>(null);
  const axis = useRef<HTMLDivElement>(null);
  const lanes = useRef<HTMLDivElement>(null);
  const [view, dispatch] = useReducer(reduceView, FIT, kept.view.read);
  useEffect(() => kept.view.write(view), [kept, view]);
  const [cuts, setCuts] = useState(kept.cuts.read);
  useEffect(() => kept.cuts.write(cuts), [kept, cuts]);
  const size = useSize(grid, { width: 1232, height: 420 });
  const pane = usePane("taskSteps", size.width < NARROW ? 360 : 500);
  const phase = phaseOf(operation);
  const { contact, origin } = operation.head;
  const frozen = contact.state === "stale" || origin.type !== "live";
  const now = knownUntil(operation, useNow(periodOf(phase)));

  const rows = useMemo(() => layoutRows(operation, folding, sieve), [operation, folding, sieve]);
  const width = Math.max(size.width - pane.size, 120);
  const coming = useForecast(operation, usual, phase, now);
  const { end: foreseen, places: expected } = coming;
  const known = foreseen !== null;
  const future = useMemo(() => {
    if (phase === "over") return NO_FUTURE;
    return known ? FORESEEN : futureOf(operation, width * 0.35);
  }, [operation, phase, width, known]);
  const { scale, rescale, idle, recut } = useScale({
    operation,
    phase,
    view,
    now,
    width,
    // What failed last has its message behind its bar.
    reserved: phase === "over" && operation.head.failure !== null ? Math.min(NOTE_WIDTH, width * 0.35) : future.width,
    foreseen,
    cuts,
  });
  const left = leftEdge(view, scale, now, width);
  const nowX = phase === "over" ? null : scale.toX(now);
  // The same object until the pan leaves its stride, so that rows see no change.
  const shown = windowFor(left, width);
  const window = useMemo(() => ({ left: shown.left, right: shown.right }), [shown.left, shown.right]);
  const follows = view.mode === "fit" || view.follow;
  const { panning, pointer, zoomBy, dragged } = usePanZoom(axis, lanes, {
    scale,
    left,
    rescale,
    dispatch,
    follow: view.mode === "free" && view.follow,
  });

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => grid.current,
    estimateSize: () => ROW,
    overscan: 6,
    scrollPaddingStart: HEAD,
    scrollPaddingEnd: ROW,
  });
  const items = virtual.getVirtualItems();
  const at = useMemo(() => indexOf(rows, selection), [rows, selection]);
  const select = useCallback((row: Row) => onSelect(row.selection), [onSelect]);

  const zoom = (action: "in" | "out" | "fit") =>
    action === "fit" ? dispatch({ type: "fit" }) : zoomBy(action === "in" ? ZOOM_STEP : 1 / ZOOM_STEP, width / 2);
  const jump = () => dispatch({ type: "now", pxPerMs: scale.pxPerMs });
  const pan = (by: number) => dispatch({ type: "pan", by, pxPerMs: scale.pxPerMs, left });
  /** What stands in the middle stays there. */
  const turnCuts = () => {
    setCuts(!cuts);
    if (!follows) pan(recut().toX(scale.toTime(left + width / 2)) - width / 2 - left);
  };
  const press = (event: KeyboardEvent) => {
    const by = event.shiftKey && event.target === event.currentTarget ? PANS[event.key] : undefined;
    if (by === undefined) return handleRowKey(event, { rows, at, onSelect: select, fold, onOpenLog });
    event.preventDefault();
    pan(by);
  };
  useScreenKeys({
    zoomIn: () => zoom("in"),
    zoomOut: () => zoom("out"),
    fit: () => zoom("fit"),
    now: jump,
    openLog: onOpenLog,
  });

  const [atFirst] = useState(at);
  const before = useRef(at);
  const moved = useRef(false);
  useEffect(() => {
    const from = before.current;
    before.current = at;
    moved.current ||= at !== atFirst;
    // A cluster that is up is read from the top.
    if (at < 0 || (phase === "over" && !moved.current) || isSeen(grid.current, at)) return;
    virtual.scrollToIndex(at, { align: Math.abs(at - from) === 1 ? "auto" : "center" });
  }, [at, atFirst, phase, virtual]);

  const showsUsual = usual.times.size > 0 && pane.size >= WIDE;
  const paneWidth: Variables = { "--pane": `${pane.size}px` };
  const layer: CSSProperties & Variables = { transform: `translateX(${-left}px)`, "--now-x": `${nowX ?? 0}px` };
  return (
    <>
      <Tools>
        {phase === "over" || follows ? null : <JumpButton onJump={jump} />}
        {idle && (
          <Button
            size="sm"
            look="bare"
            icon="cuts"
            aria-label={t("timeline.cutIdle")}
            title={t("timeline.cutIdle")}
            aria-pressed={cuts}
            onClick={turnCuts}
          />
        )}
        <ZoomButtons onZoom={zoom} />
      </Tools>
      <div className={classes.frame} style={paneWidth}>
        <div
          ref={grid}
          role="treegrid"
          aria-label={t("timeline.label")}
          aria-rowcount={rows.length + 1}
          aria-activedescendant={items.some((item) => item.index === at) ? `task-row-${at}` : undefined}
          tabIndex={0}
          className={classes.grid}
          onKeyDown={press}
        >
          <div role="row" aria-rowindex={1} className={classes.head}>
            <div className={`${classes.names} cap`}>
              <span role="columnheader" className="grow">
                {t("timeline.step")}
              </span>
              <span role="columnheader" className={classes.colTook}>
                {t("timeline.took")}
              </span>
              {showsUsual && (
                <span role="columnheader" className={classes.colUsual}>
                  {t("usual.column")}
                </span>
              )}
            </div>
            <div ref={axis} className={classes.axis} aria-hidden {...pointer}>
              <div className={classes.layer} style={layer}>
                <Axis scale={scale} window={window} nowX={nowX} />
                {nowX !== null && <NowLabel now={now} frozen={frozen} />}
              </div>
            </div>
          </div>
          <div role="rowgroup" className={classes.sheet} style={{ height: virtual.getTotalSize() }}>
            <Bands items={items} at={at} />
            {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- for the mouse; the rows are chosen by key */}
            <div
              ref={lanes}
              aria-hidden
              className={classes.lanes}
              data-panning={panning || undefined}
              {...pointer}
              onClick={(event) => {
                const row = rows[Math.floor((event.clientY - event.currentTarget.getBoundingClientRect().top) / ROW)];
                if (row && !dragged()) select(row);
              }}
            >
              <div className={classes.layer} style={layer}>
                <LaneLayer
                  operation={operation}
                  rows={rows}
                  items={items}
                  at={at}
                  scale={scale}
                  window={window}
                  now={now}
                  waiting={phase === "waiting"}
                  frozen={frozen}
                  future={future}
                  expected={expected}
                  usual={usual}
                  nowX={nowX}
                />
              </div>
            </div>
            <NameRows
              rows={rows}
              items={items}
              at={at}
              now={now}
              usual={usual}
              critical={critical}
              showsUsual={showsUsual}
              hostCount={operation.head.hosts.length}
              onSelect={select}
              onFold={fold}
              onOperate={onOperate}
            />
          </div>
        </div>
        {rows.length === 0 && <NoSteps filtered={sieve.active} onClear={onClear} />}
        <Resizer label={t("timeline.resize")} axis="x" pane={pane} least={240} most={Math.max(size.width - 240, 240)} />
      </div>
    </>
  );
});

/** The row stands wholly between the head and the lower edge. */
function isSeen(grid: HTMLElement | null, index: number): boolean {
  if (grid === null) return true;
  const top = index * ROW - grid.scrollTop;
  return top >= 0 && top + ROW + HEAD <= grid.clientHeight;
}

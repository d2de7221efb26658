import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useEffectEvent, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { AuditEntry } from "../../ipc/generated";
import { AuditEntryRow, DayHeading } from "./audit-row";
import classes from "./audit.module.css";
import { headingOver, rowsOf } from "./rows";

const COLUMNS = ["time", "connection", "agent", "call", "guard", "outcome", "detail"] as const;
const ROW = 29;
/** So many rows before the end, the next page is read. */
const AHEAD = 30;

type Props = {
  entries: AuditEntry[];
  /** What comes after the last row. */
  foot: string;
  /** Absent when there is no older entry, or it is being read. */
  onMore: (() => void) | null;
};

/** A virtual list: rows are as high as their words; the day of the first row in sight stays above it. */
export function AuditList({ entries, foot, onMore }: Props) {
  const { t } = useTranslation("audit");
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf(entries), [entries]);
  // oxlint-disable-next-line react/incompatible-library -- nothing memoised takes its functions
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.key ?? index,
    estimateSize: () => ROW,
    overscan: 12,
    rangeExtractor: (range) => {
      const drawn = defaultRangeExtractor(range);
      const over = headingOver(rows, range.startIndex);
      return over < 0 || drawn.includes(over) ? drawn : [over, ...drawn];
    },
  });
  const items = virtual.getVirtualItems();
  const over = headingOver(rows, virtual.range?.startIndex ?? 0);
  const last = items.at(-1)?.index ?? -1;
  const more = useEffectEvent(() => onMore?.());
  useEffect(() => {
    if (last >= rows.length - AHEAD) more();
  }, [last, rows.length]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so it must take the focus
    <div ref={scroller} className={classes.scroller} tabIndex={0}>
      <div role="table" aria-label={t("title")} aria-rowcount={onMore === null ? rows.length + 1 : -1}>
        <div role="row" aria-rowindex={1} className={`${classes.row} ${classes.head}`}>
          {COLUMNS.map((column) => (
            <span key={column} role="columnheader">
              {t(`columns.${column}`)}
            </span>
          ))}
        </div>
        <div role="rowgroup" className={classes.sheet} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const sticks = row.type === "day" && index === over;
            return (
              <div
                key={row.key}
                ref={virtual.measureElement}
                role="row"
                aria-rowindex={index + 2}
                data-index={index}
                className={`${row.type === "day" ? classes.dayRow : classes.row} ${sticks ? classes.sticks : classes.place}`}
                style={sticks ? {} : { transform: `translateY(${start}px)` }}
              >
                {row.type === "day" ? <DayHeading at={row.at} /> : <AuditEntryRow entry={row.entry} />}
              </div>
            );
          })}
        </div>
      </div>
      <p className={classes.foot} role="status">
        {foot}
      </p>
    </div>
  );
}

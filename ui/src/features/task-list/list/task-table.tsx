import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { TaskRow } from "../../../ipc/generated";
import { rowMove } from "../../clusters/table/keys";
import { useStable } from "../../tasks/parts/use-stable";
import type { Line, TaskLine } from "../model/lines";
import { type Run, type Series, seriesKey } from "../model/series";
import type { Column, Sorting } from "../model/sort";
import { GroupLine } from "./group-line";
import classes from "./list.module.css";
import { TaskHead } from "./task-head";
import { type At, rowDomId, TaskLineRow } from "./task-line";

type Props = {
  /** Takes the focus when the user comes back from elsewhere. */
  scroller: RefObject<HTMLDivElement | null>;
  lines: Line[];
  series: Series;
  sorting: Sorting | null;
  cursor: string | null;
  onCursor: (key: string) => void;
  onSort: (column: Column) => void;
  onOpen: (row: TaskRow) => void;
  onMenu: (row: TaskRow, at: At) => void;
  onCompare: (row: TaskRow) => void;
};

const ROW = 32;
const HEAD = 28;
const NO_RUNS: readonly Run[] = [];

/** Tasks, one a line, however many. One widget to the keyboard: the cursor moves within. */
export function TaskTable(props: Props) {
  const { scroller, lines, series, sorting, cursor } = props;
  const { t } = useTranslation("taskList");
  const stops = useMemo(() => lines.flatMap((line, index) => (line.type === "task" ? [index] : [])), [lines]);
  const found = useMemo(() => lines.findIndex(({ key }) => key === cursor), [lines, cursor]);
  const at = found >= 0 ? found : (stops[0] ?? -1);
  const here = at >= 0 ? lines[at] : undefined;
  // oxlint-disable-next-line react/incompatible-library -- nothing memoised takes its functions
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 10,
    scrollMargin: HEAD,
    initialRect: { width: 1200, height: 600 },
  });
  const drawn = virtualizer.getVirtualItems();
  const stable = {
    cursor: useStable(props.onCursor),
    open: useStable(props.onOpen),
    menu: useStable(props.onMenu),
  };

  // The heading above the first row of a group comes into sight with it.
  const first = lines[at - 1]?.type === "group" ? at - 1 : at;
  useEffect(() => {
    const box = scroller.current;
    if (box === null || cursor === null) return;
    if (first * ROW < box.scrollTop) box.scrollTop = first * ROW;
    else if ((at + 1) * ROW + HEAD > box.scrollTop + box.clientHeight)
      box.scrollTop = (at + 1) * ROW + HEAD - box.clientHeight;
    // Only a move scrolls: rows that come and go leave the view where it is.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [cursor, scroller]);

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={t("label")}
      aria-rowcount={lines.length + 1}
      aria-activedescendant={
        here !== undefined && drawn.some(({ index }) => index === at) ? rowDomId(here.key) : undefined
      }
      tabIndex={0}
      className={classes.grid}
      onKeyDown={(event) => press(event, props, stops, here?.type === "task" ? { line: here, at } : null)}
    >
      <TaskHead sorting={sorting} onSort={props.onSort} />
      <div role="rowgroup" className={classes.sheet} style={{ height: lines.length * ROW }}>
        {drawn.map(({ index }) => {
          const line = lines[index];
          if (line === undefined) return null;
          if (line.type === "group") {
            return (
              <div
                key={line.key}
                role="row"
                aria-rowindex={index + 2}
                className={classes.group}
                style={{ top: index * ROW }}
              >
                <GroupLine group={line.group} />
              </div>
            );
          }
          return (
            <TaskLineRow
              key={line.key}
              row={line.row}
              depth={line.depth}
              main={line.main}
              index={index}
              top={index * ROW}
              selected={index === at}
              runs={line.row.mainTaskId === null ? (series.get(seriesKey(line.row)) ?? NO_RUNS) : NO_RUNS}
              onCursor={stable.cursor}
              onOpen={stable.open}
              onMenu={stable.menu}
            />
          );
        })}
      </div>
    </div>
  );
}

function press(event: KeyboardEvent, props: Props, stops: number[], here: { line: TaskLine; at: number } | null) {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey || here === null) return;
  const { row } = here.line;
  if (event.key === "Enter") props.onOpen(row);
  else if (event.key === "c") props.onCompare(row);
  else if (event.key === "m" || event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
    const box = document.getElementById(rowDomId(here.line.key))?.getBoundingClientRect();
    if (box !== undefined) props.onMenu(row, { x: box.left + 120, y: box.bottom });
  } else {
    const next = rowMove(event.key, stops.indexOf(here.at), stops.length);
    if (next === null) return;
    const line = props.lines[stops[next] ?? -1];
    if (line !== undefined) props.onCursor(line.key);
  }
  event.preventDefault();
}

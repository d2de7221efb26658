import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useSize } from "../../tasks/parts/use-size";
import { useStable } from "../../tasks/parts/use-stable";
import type { Drop } from "../model/drop";
import { heightOf, layLines, lineOf } from "../model/lines";
import type { Group } from "../model/rows";
import { GridLine } from "./grid-line";
import { type ListAction, listAction } from "./keys";
import classes from "./list.module.css";
import { useDrag } from "./use-drag";

export type Look = "list" | "cards";

type Props = {
  /** Takes the focus when the user comes back from elsewhere. */
  scroller: RefObject<HTMLDivElement | null>;
  groups: Group[];
  folded: ReadonlySet<string>;
  look: Look;
  cursor: string | null;
  onCursor: (id: string) => void;
  onAction: (action: ListAction) => void;
  onFold: (group: Group) => void;
  onDrop: (id: string, drop: Drop) => void;
};

const COLUMNS = ["environment", "name", "kind", "address", "version", "state", "work", "guard"] as const;
/** Columns that a narrow list leaves out. */
const HIDES: Partial<Record<(typeof COLUMNS)[number], string | undefined>> = {
  kind: classes["ofKind"],
  version: classes["ofVersion"],
};
const HEAD = 28;
const CARD = 272;
const GAP = 12;
const PADDING = 24;
const VIRTUAL_FROM = 80;
const SIZES = {
  list: { rowHeight: 40, groupHeight: 36 },
  cards: { rowHeight: 128 + GAP, groupHeight: 40 },
};

/** Groups of connections, as lines or as cards. One widget to the keyboard: the cursor moves within. */
export function ConnectionGrid(props: Props) {
  const { scroller, groups, folded, look, cursor, onCursor, onAction, onFold, onDrop } = props;
  const { t } = useTranslation("connections");
  const { width } = useSize(scroller, { width: 1280, height: 600 });
  const room = width - 2 * PADDING;
  const perLine = look === "list" ? 1 : Math.max(1, Math.floor((room + GAP) / (CARD + GAP)));
  const head = look === "list" ? HEAD : 0;
  const lines = useMemo(() => layLines(groups, folded, { perLine, ...SIZES[look] }), [groups, folded, perLine, look]);
  const virtual = lines.length > VIRTUAL_FROM;
  // A new function whenever heights may have changed: the virtualiser measures anew by it.
  const getItemKey = useCallback((index: number) => lines[index]?.key ?? index, [lines]);
  // oxlint-disable-next-line react/incompatible-library -- nothing memoised takes its functions
  const virtualizer = useVirtualizer({
    count: virtual ? lines.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => lines[index]?.height ?? 0,
    getItemKey,
    overscan: 8,
    scrollMargin: head,
  });
  const shown = virtual ? virtualizer.getVirtualItems().flatMap(({ index }) => lines[index] ?? []) : lines;
  const { dragged, handlers, onPress } = useDrag({ scroller, lines, head, onDrop });

  const stable = {
    cursor: useStable(onCursor),
    open: useStable(() => onAction({ type: "open" })),
    fold: useStable(onFold),
    press: useStable(onPress),
  };

  const line = cursor === null ? null : lineOf(lines, cursor);
  const top = line?.top ?? null;
  const bottom = line === null ? null : line.top + line.height;
  useEffect(() => {
    const box = scroller.current;
    if (box === null || top === null || bottom === null) return;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (bottom + head > box.scrollTop + box.clientHeight) box.scrollTop = bottom + head - box.clientHeight;
  }, [cursor, top, bottom, head, scroller]);

  const press = (event: KeyboardEvent) => {
    const action = listAction(event, perLine);
    if (action === null || event.defaultPrevented) return;
    event.preventDefault();
    onAction(action);
  };
  return (
    <div
      ref={scroller}
      role="treegrid"
      aria-label={t("title")}
      aria-rowcount={lines.length + 1}
      aria-activedescendant={line !== null && shown.includes(line) ? rowDomId(cursor) : undefined}
      tabIndex={0}
      className={`${classes.grid} ${classes[look]}`}
      data-dragging={dragged !== null || undefined}
      onKeyDown={press}
      {...handlers}
    >
      <div role="row" className={look === "list" ? `${classes.columns} ${classes.head}` : "sr"}>
        {COLUMNS.map((column) => (
          <span key={column} role="columnheader" className={`cut ${HIDES[column] ?? ""}`}>
            {t(`columns.${column}`)}
          </span>
        ))}
      </div>
      <div role="rowgroup" className={classes.sheet} style={{ height: heightOf(lines) }}>
        {shown.map((shownLine) => (
          <GridLine
            key={shownLine.key}
            line={shownLine}
            look={look}
            perLine={perLine}
            cursor={shownLine === line ? cursor : null}
            dragged={dragged?.id ?? null}
            onCursor={stable.cursor}
            onOpen={stable.open}
            onFold={stable.fold}
            onPress={stable.press}
          />
        ))}
      </div>
      {dragged?.drop != null && (
        <div className={classes.drop} style={{ top: dragged.drop.top + head - 1 }} aria-hidden />
      )}
    </div>
  );
}

export function rowDomId(id: string | null): string {
  return `connection-${id}`;
}

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { usePlatform } from "../../../platform/context";
import { CopyButton } from "../../../shared/ui/copy-button";
import { periodOf, useNow } from "../model/clock";
import { knownUntil, phaseOf } from "../model/phase";
import { indexOf, rowId } from "../model/selection";
import { handleRowKey } from "../timeline/use-row-keys";
import { NoSteps } from "../views/no-steps";
import type { OperateStep, StepsView } from "../views/steps-view";
import { Tools } from "../views/tools";
import { grows } from "./facts";
import { type TableRow as Row, tableRows } from "./rows";
import { COLUMNS, type Column, type Sorting, nextSorting } from "./sort";
import { TableHead } from "./table-head";
import { TableRow } from "./table-row";
import classes from "./table.module.css";
import { linesOf, useSpeak } from "./words";

const ROW = 28;
const HEAD = 24;

/** A row a step, with its hosts and attempts below it: to be sorted, read across and copied. */
export const Table = memo(function Table({
  operation,
  selection,
  sieve,
  onClear,
  usual,
  critical,
  onOperate,
  folding,
  fold,
  onSelect,
  onOpenLog,
}: StepsView & { onOperate: OperateStep }) {
  const { t } = useTranslation("tasks");
  const platform = usePlatform();
  const grid = useRef<HTMLDivElement>(null);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const now = knownUntil(operation, useNow(periodOf(phaseOf(operation))));
  const speak = useSpeak(operation.head.hosts.length, operation.head.startedAt);
  const sortedAt = sorting?.column === "took" ? now : 0;
  const rows = useMemo(
    () => tableRows(operation, { folding, sieve, sorting, now: sortedAt }),
    [operation, folding, sieve, sorting, sortedAt],
  );
  const at = useMemo(() => indexOf(rows, selection), [rows, selection]);
  const select = useCallback((row: Row) => onSelect(row.selection), [onSelect]);
  // oxlint-disable-next-line react/incompatible-library -- nothing memoised takes its functions
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => grid.current,
    estimateSize: () => ROW,
    overscan: 8,
    scrollPaddingStart: HEAD,
    scrollPaddingEnd: ROW,
  });
  const items = virtual.getVirtualItems();

  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: "auto" });
  }, [at, virtual]);

  const head = () => COLUMNS.map((column) => t(`table.${column}`)).join("\t");
  const copyAll = () => [head(), ...linesOf(rows, now, speak)].join("\n");
  const press = (event: KeyboardEvent) => {
    const row = rows[at];
    const copies = (event.ctrlKey || event.metaKey) && event.key === "c";
    if (!copies) return handleRowKey(event, { rows, at, onSelect: select, fold, onOpenLog });
    if (row === undefined || !(window.getSelection()?.isCollapsed ?? true)) return;
    event.preventDefault();
    void platform.copyText(linesOf([row], now, speak).join("\n"));
  };
  return (
    <>
      <Tools>
        <CopyButton text={copyAll} label={t("table.copy")} look="quiet" />
      </Tools>
      <div
        ref={grid}
        role="treegrid"
        aria-label={t("tabs.table")}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={items.some((item) => item.index === at) ? `table-row-${at}` : undefined}
        tabIndex={0}
        className={classes.grid}
        onKeyDown={press}
      >
        <TableHead sorting={sorting} onSort={(column: Column) => setSorting(nextSorting(sorting, column))} />
        <div role="rowgroup" className={classes.sheet} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <TableRow
                key={row.id}
                row={row}
                top={start}
                index={index}
                selected={index === at}
                now={grows(row) ? now : 0}
                several={operation.calls.length > 1}
                speak={speak}
                usual={row.type === "attempt" ? null : (usual.times.get(usualId(row)) ?? null)}
                critical={critical.has(row.id)}
                onOperate={onOperate}
                onSelect={select}
                onFold={fold}
              />
            );
          })}
        </div>
      </div>
      {rows.length === 0 && <NoSteps filtered={sieve.active} onClear={onClear} />}
    </>
  );
});

/** A host takes what its step does. */
function usualId({ selection: { callKey, stepKey } }: Row): string {
  return rowId({ callKey, stepKey, runKey: null });
}

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ClusterView, NodeActionKind } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import type { Target } from "../model/ask";
import { hostsOf } from "../model/state";
import { BY_ZONE, type Column, rowsOf, sortedBy } from "../model/table";
import { HostRow, rowDomId } from "./host-row";
import { rowMove } from "./keys";
import classes from "./table.module.css";
import { TableHead } from "./table-head";
import { TableTools } from "./table-tools";

type Props = {
  cluster: ClusterView;
  seenAt: ReadonlyMap<string, number>;
  field: RefObject<HTMLInputElement | null>;
  onAction: (kind: NodeActionKind, target: Target) => void;
};

const ROW = 32;
const HEAD = 28;

/** Many hosts as rows: the same data as on cards, sorted and filtered. One widget to the keyboard. */
export function HostTable({ cluster, seenAt, field, onAction }: Props) {
  const { t } = useTranslation("clusters");
  const scroller = useRef<HTMLDivElement>(null);
  const [text, setText] = useState("");
  const [sorting, setSorting] = useState(BY_ZONE);
  const [cursor, setCursor] = useState<string | null>(null);
  const hosts = useMemo(() => hostsOf(cluster.zones), [cluster.zones]);
  const rows = useMemo(() => rowsOf(hosts, text, sorting), [hosts, text, sorting]);
  const at = Math.max(
    0,
    rows.findIndex(({ address }) => address === cursor),
  );
  const here = rows[at]?.address ?? null;
  // oxlint-disable-next-line react/incompatible-library -- nothing memoised takes its functions
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => rows[index]?.address ?? index,
    overscan: 10,
    scrollMargin: HEAD,
    initialRect: { width: 800, height: 600 },
  });

  const drawn = virtualizer.getVirtualItems();

  useEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const top = at * ROW;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + ROW + HEAD > box.scrollTop + box.clientHeight) box.scrollTop = top + ROW + HEAD - box.clientHeight;
  }, [at]);

  const press = (event: KeyboardEvent) => {
    if (event.target !== scroller.current || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && here !== null) {
      event.preventDefault();
      document.getElementById(rowDomId(here))?.querySelector<HTMLElement>("[data-menu]")?.click();
      return;
    }
    const next = rowMove(event.key, at, rows.length);
    if (next === null) return;
    event.preventDefault();
    setCursor(rows[next]?.address ?? null);
  };
  return (
    <div className={classes.area}>
      <TableTools
        cluster={cluster}
        field={field}
        text={text}
        found={rows.length}
        total={hosts.length}
        onText={setText}
        onLeave={() => scroller.current?.focus()}
        onAction={onAction}
      />
      <div
        ref={scroller}
        role="grid"
        aria-label={t("table.label")}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={here !== null && drawn.some(({ index }) => index === at) ? rowDomId(here) : undefined}
        tabIndex={0}
        className={classes.grid}
        onKeyDown={press}
      >
        <TableHead sorting={sorting} onSort={(column: Column) => setSorting(sortedBy(sorting, column))} />
        <div role="rowgroup" className={classes.sheet} style={{ height: rows.length * ROW }}>
          {drawn.map(({ index }) => {
            const host = rows[index];
            if (host === undefined) return null;
            return (
              <HostRow
                key={host.address}
                host={host}
                index={index}
                top={index * ROW}
                seenAt={host.stale ? (seenAt.get(host.address) ?? null) : null}
                selected={host.address === here}
                onCursor={setCursor}
                onAction={onAction}
              />
            );
          })}
        </div>
        {rows.length === 0 && (
          <p className={classes.none} role="status">
            <Icon name="search" size={14} /> {t("table.none")}
          </p>
        )}
      </div>
    </div>
  );
}

import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";

import type { LogLine as Line } from "./lines";
import { shortHost } from "../parts/host-name";
import { LogLine } from "./log-line";
import classes from "./log.module.css";
import type { Hit } from "./search";

type Props = {
  lines: Line[];
  hosts: readonly { address: string }[];
  hits: Hit[];
  current: Hit | null;
  /** The line to bring into sight; while following it is the last. */
  shown: number | null;
  follow: boolean;
  wrap: boolean;
  /** The user scrolled away from the tail. */
  onLeave: () => void;
  note: string | null;
};

const LINE = 18;
/** Characters of the host column; a longer name widens it, one beyond the most is cut. */
const MIN_HOST = 10;
const MOST_HOST = 26;
const NO_HITS: Hit[] = [];
const UP = new Set(["ArrowUp", "PageUp", "Home"]);

export function LogLines({ lines, hosts, hits, current, shown, follow, wrap, onLeave, note }: Props) {
  const { t } = useTranslation("tasks");
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- nothing memoised takes its functions
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 12,
    paddingStart: 6,
    paddingEnd: 6,
  });
  const names = useMemo(() => namesOf(lines, hosts), [lines, hosts]);
  const widest = Math.max(MIN_HOST, ...[...names.values()].map((name) => name.length));
  const hitsOf = useMemo(() => byLine(hits), [hits]);

  useEffect(() => {
    if (lines.length === 0) return;
    if (follow) virtual.scrollToIndex(lines.length - 1, { align: "end" });
    else if (shown !== null) virtual.scrollToIndex(shown, { align: "center" });
  }, [follow, shown, lines.length, wrap, virtual]);

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only to notice that the user scrolls
    <div
      ref={scroller}
      id="task-log"
      role="log"
      aria-live="off"
      aria-label={t("log.title")}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so it must take the focus
      tabIndex={0}
      className={classes.lines}
      onWheel={(event) => {
        if (event.deltaY < 0 && follow) onLeave();
      }}
      onKeyDown={(event) => {
        if (UP.has(event.key) && follow) onLeave();
      }}
    >
      <div className={classes.sheet} style={columns(virtual.getTotalSize(), widest)}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          if (!line) return null;
          return (
            <div
              key={line.type === "row" ? line.row.key : line.key}
              data-index={index}
              ref={wrap ? virtual.measureElement : undefined}
              className={classes.place}
              style={{ transform: `translateY(${start}px)` }}
            >
              <LogLine
                line={line}
                host={names.get(line.row.host) ?? line.row.host}
                hits={hitsOf.get(index) ?? NO_HITS}
                current={current?.line === index ? current : null}
                wrap={wrap}
              />
            </div>
          );
        })}
      </div>
      {note !== null && <p className={classes.note}>{note}</p>}
    </div>
  );
}

function namesOf(lines: Line[], hosts: Props["hosts"]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { row } of lines) if (!names.has(row.host)) names.set(row.host, shortHost(row.host, hosts));
  return names;
}

function columns(height: number, host: number): CSSProperties & { "--host": string } {
  return { height, "--host": `calc(${Math.min(host, MOST_HOST)}ch + 18px)` };
}

function byLine(hits: Hit[]): ReadonlyMap<number, Hit[]> {
  const found = new Map<number, Hit[]>();
  for (const hit of hits) found.set(hit.line, [...(found.get(hit.line) ?? []), hit]);
  return found;
}

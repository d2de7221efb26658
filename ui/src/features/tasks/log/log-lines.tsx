import { type CSSProperties, type KeyboardEvent, type PointerEvent, useLayoutEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";

import { shortHost } from "../parts/host-name";
import { LogLine } from "./log-line";
import type { LogState, LogStore } from "./log-store";
import classes from "./log.module.css";
import type { Marks } from "./marks";
import type { Hit } from "./search";
import { useColumns } from "./use-columns";
import { LINE, useScroll } from "./use-scroll";

type Props = {
  state: LogState;
  tell: LogStore["tell"];
  hosts: readonly { address: string }[];
  /** Who writes to this log. */
  runs: readonly { key: string; host: string }[];
  current: Hit | null;
  /** The line to bring into sight; while following it is the last. */
  shown: number | null;
  /** What is brought into sight: the line is looked for again when it is another. */
  wish: unknown;
  follow: boolean;
  wrap: boolean;
  marks: Marks;
  /** How much of a long line is shown, by its key. */
  opened: ReadonlyMap<string, number>;
  onOpen: (key: string) => void;
  /** The user scrolled away from the tail. */
  onLeave: () => void;
  onTail: () => void;
  note: string | null;
};

/** Characters of the host column; a longer name widens it, one beyond the most is cut. */
const MIN_HOST = 10;
const MOST_HOST = 26;
/** Beside a host's name where it has a colour, in pixels. */
const TINTED = 30;
/** Hosts beyond these share a colour. */
const TINTS = 6;
const UP = new Set(["ArrowUp", "PageUp", "Home"]);

export function LogLines(props: Props) {
  const { state, tell, hosts, runs, current, shown, wish, follow, wrap, marks, opened, onOpen, onLeave } = props;
  const { t } = useTranslation("tasks");
  const sheet = useRef<HTMLDivElement>(null);
  const { scroller, span, width, onScroll, scrollTo } = useScroll({ state, follow, line: shown, wish });
  const names = useMemo(() => namesOf(runs, hosts), [runs, hosts]);
  const several = new Set([...names.values()].map(({ name }) => name)).size > 1;
  const widest = Math.max(MIN_HOST, ...[...names.values()].map(({ name }) => name.length));
  useColumns({ scroller, width, hosts: Math.min(widest, MOST_HOST), beside: several ? TINTED : 18, wrap, tell });
  const { lines, heights, matcher } = state;

  // What lines really take: a guess may be off where tabs and letters of other widths are.
  useLayoutEffect(() => {
    if (!wrap || sheet.current === null) return;
    const taken = [...sheet.current.children].map((child) => Math.round(child.getBoundingClientRect().height / LINE));
    const wrong = taken.some((rows, index) => {
      const line = span.from + index;
      return rows > 0 && lines.at(line)?.separator !== true && rows !== heights.topOf(line + 1) - heights.topOf(line);
    });
    if (wrong) tell({ type: "learn", from: span.from, taken });
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (UP.has(event.key) && follow) onLeave();
    if (event.key === "End" && !event.shiftKey) props.onTail();
    if (event.key === "Escape" && marks.count > 0) {
      event.preventDefault();
      return marks.clear();
    }
    if ((event.ctrlKey || event.metaKey) && event.key === "a") {
      event.preventDefault();
      return marks.all();
    }
    if (!event.shiftKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const line = marks.extend(event.key === "ArrowUp" ? -1 : 1, shown ?? heights.lineAt(heights.topOf(span.from)));
    const element = scroller.current;
    if (line === null || element === null) return;
    const top = heights.topOf(line) * LINE;
    if (top < element.scrollTop || top + LINE * 2 > element.scrollTop + element.clientHeight)
      scrollTo(top - element.clientHeight / 2);
  };
  const onMark = (event: PointerEvent, begins: boolean) => {
    if (begins && !onGutter(event.target)) return marks.drop();
    const line = lineUnder(event.target);
    if (line === null || event.button > 0) return;
    if (begins) event.preventDefault();
    if (begins && event.currentTarget instanceof HTMLElement) event.currentTarget.focus({ preventScroll: true });
    marks.mark(line, begins && !event.shiftKey);
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- to notice scrolling, and to mark lines
    <div
      ref={scroller}
      id="task-log"
      role="log"
      aria-live="off"
      aria-label={t("log.title")}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so it must take the focus
      tabIndex={0}
      className={classes.lines}
      onScroll={() => {
        if (onScroll() && follow) onLeave();
      }}
      onWheel={(event) => {
        if (event.deltaY < 0 && follow) onLeave();
      }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => onMark(event, true)}
      onPointerMove={(event) => {
        if (event.buttons === 1 && marks.dragging()) onMark(event, false);
      }}
      onPointerUp={marks.drop}
      onPointerCancel={marks.drop}
      onCopy={(event) => {
        const text = marks.copied(event.currentTarget);
        if (text === null) return;
        event.preventDefault();
        event.clipboardData.setData("text/plain", text);
      }}
    >
      <div className={classes.sheet} style={columns(span.height, widest, several)}>
        <div
          ref={sheet}
          className={classes.block}
          data-wrap={wrap || undefined}
          style={{ transform: `translateY(${span.top}px)` }}
        >
          {Array.from({ length: span.to - span.from + 1 }, (_, index) => {
            const line = span.from + index;
            const said = lines.at(line);
            if (said === undefined) return null;
            const name = names.get(said.row.runKey);
            return (
              <LogLine
                key={said.separator ? `attempt:${said.row.key}` : said.row.key}
                line={line}
                row={said.row}
                separator={said.separator}
                times={said.times}
                first={said.first}
                host={name?.name ?? said.row.host}
                tint={several ? (name?.tint ?? null) : null}
                matcher={matcher}
                nth={current?.line === line ? current.nth : null}
                opened={opened.get(said.row.key) ?? null}
                onOpen={onOpen}
                marked={marks.has(line)}
                wrap={wrap}
              />
            );
          })}
        </div>
      </div>
      {props.note !== null && <p className={classes.note}>{props.note}</p>}
    </div>
  );
}

function lineUnder(target: EventTarget): number | null {
  const line = target instanceof Element ? target.closest<HTMLElement>("[data-line]")?.dataset["line"] : undefined;
  return line === undefined ? null : Number(line);
}

function onGutter(target: EventTarget): boolean {
  return target instanceof Element && target.closest("[data-gutter]") !== null;
}

type Name = { name: string; tint: number };

/** What each run's host is called, and its colour. */
function namesOf(runs: Props["runs"], hosts: Props["hosts"]): ReadonlyMap<string, Name> {
  const all = [...new Set(runs.map(({ host }) => host))];
  return new Map(runs.map(({ key, host }) => [key, { name: shortHost(host, hosts), tint: all.indexOf(host) % TINTS }]));
}

function columns(height: number, host: number, several: boolean): CSSProperties & { "--host": string } {
  return { height, "--host": `calc(${Math.min(host, MOST_HOST)}ch + ${several ? TINTED : 18}px)` };
}

import { useCallback, useLayoutEffect, useRef, useState } from "react";

import { useSize } from "../parts/use-size";
import type { LogState } from "./log-store";

/** A row of text. */
export const LINE = 18;
/** Above the first line and below the last. */
const EDGE = 6;
/** Lines drawn beyond what is in sight. */
const BEYOND = 12;
/** No more lines are drawn, whatever the screen. */
const MOST = 180;
/** Until it is measured. */
const GUESS = { width: 0, height: 900 };

/** The first and last line drawn, where the first one stands, and how high all are, in pixels. */
export type Span = { from: number; to: number; top: number; height: number };

type Props = {
  state: LogState;
  /** The tail stays in sight. */
  follow: boolean;
  /** The line to bring into sight; it is brought anew when `wish` is another. */
  line: number | null;
  wish: unknown;
};

/** Which lines of a log are in sight. Only those are drawn. */
export function useScroll({ state, follow, line, wish }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const { width, height: room } = useSize(scroller, GUESS);
  const [row, setRow] = useState(0);
  /** Where it was scrolled to last, to tell the user's scrolling from this one. */
  const put = useRef(0);
  const { heights, lines } = state;
  const height = heights.total() * LINE + EDGE * 2;

  const scrollTo = useCallback((top: number) => {
    const element = scroller.current;
    if (element === null) return;
    put.current = Math.max(0, top);
    element.scrollTop = put.current;
    setRow(rowAt(put.current));
  }, []);

  useLayoutEffect(() => {
    if (follow) scrollTo(height - room);
  }, [follow, height, room, scrollTo]);

  /** What was brought into sight last, by which measure, and in what room. */
  const brought = useRef<readonly unknown[]>([]);
  useLayoutEffect(() => {
    const now = [wish, heights, room];
    if (follow || line === null || now.every((one, index) => brought.current[index] === one)) return;
    brought.current = now;
    scrollTo(heights.topOf(line) * LINE + EDGE - (room - LINE) / 2);
  }, [follow, line, wish, heights, room, scrollTo]);

  // Another filter may have made it shorter than where it was.
  const first = Math.min(row, rowAt(Math.max(0, height - room)));
  const from = Math.max(0, heights.lineAt(first) - BEYOND);
  const last = heights.lineAt(first + Math.ceil(room / LINE)) + BEYOND;
  const to = Math.min(lines.count() - 1, from + MOST - 1, last);
  const span: Span = { from, to, top: EDGE + heights.topOf(from) * LINE, height };

  /** Returns whether the user has scrolled up, away from where it was put. */
  const onScroll = () => {
    const top = scroller.current?.scrollTop ?? 0;
    setRow(rowAt(top));
    return top < put.current - LINE;
  };

  return { scroller, span, width, onScroll, scrollTo };
}

function rowAt(top: number): number {
  return Math.max(0, Math.floor((top - EDGE) / LINE));
}

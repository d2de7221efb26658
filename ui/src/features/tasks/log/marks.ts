import { useRef, useState } from "react";

import type { LogRow } from "../../../ipc/generated";
import { rowsShown } from "./lines";
import type { LogState } from "./log-store";

/** The lines that were marked for copying, by the rows at their ends: lines may move. */
type Ends = { from: LogRow; to: LogRow };

export type Marks = {
  has: (line: number) => boolean;
  count: number;
  rows: () => LogRow[];
  /** Marks a line alone, or up to it from the one marked first. */
  mark: (line: number, alone: boolean) => void;
  /** One line further from the one marked first; `start` where none is. Returns the line it reaches. */
  extend: (by: 1 | -1, start: number) => number | null;
  all: () => void;
  clear: () => void;
  dragging: () => boolean;
  drop: () => void;
  /** What copying puts on the clipboard; null where the browser's own selection inside a line serves. */
  copied: (log: HTMLElement) => string | null;
};

export function useMarks(
  { book, lines, filter }: LogState,
  write: (rows: Iterable<LogRow>) => string,
  /** Something is marked. */
  onMark: () => void,
): Marks {
  const [ends, setEnds] = useState<Ends | null>(null);
  const drag = useRef(false);
  const places = ends === null ? null : [lineOf(ends.from), lineOf(ends.to)];
  const [low, high] = places === null ? [0, -1] : [Math.min(...places), Math.max(...places)];

  function lineOf(row: LogRow): number {
    const index = book.indexOf(row);
    return index < 0 ? -1 : lines.lineOf(index);
  }

  function rowAt(line: number): LogRow | null {
    return lines.at(line)?.row ?? null;
  }

  /** With what is folded into them. */
  function span(from: number, to: number): LogRow[] {
    const [first, last] = [rowAt(Math.max(0, from)), rowAt(to)];
    if (first === null || last === null) return [];
    return [...rowsShown(book.rows.slice(book.indexOf(first), book.indexOf(last) + 1), filter)];
  }

  function reach(line: number, alone: boolean): void {
    const row = rowAt(line);
    if (row === null) return;
    onMark();
    setEnds({ from: alone || ends === null ? row : ends.from, to: row });
  }

  return {
    has: (line) => line >= low && line <= high,
    count: high - low + 1,
    rows: () => span(low, high),
    mark: (line, alone) => {
      drag.current = true;
      reach(line, alone);
    },
    extend: (by, start) => {
      const line = ends === null ? start : Math.max(0, Math.min(lineOf(ends.to) + by, lines.count() - 1));
      reach(line, ends === null);
      return line;
    },
    all: () => {
      const [from, to] = [rowAt(0), rowAt(lines.count() - 1)];
      if (from === null || to === null) return;
      onMark();
      setEnds({ from, to });
    },
    clear: () => setEnds(null),
    dragging: () => drag.current,
    drop: () => {
      drag.current = false;
    },
    copied: (log) => {
      const selection = document.getSelection();
      if (selection !== null && !selection.isCollapsed && log.contains(selection.anchorNode)) {
        const [from, to] = [lineIn(selection.anchorNode), lineIn(selection.focusNode)];
        if (from === null || to === null || from === to) return null;
        return write(span(Math.min(from, to), Math.max(from, to)));
      }
      return ends === null ? null : write(span(low, high));
    },
  };
}

function lineIn(node: Node | null): number | null {
  const element = node instanceof Element ? node : node?.parentElement;
  const line = element?.closest<HTMLElement>("[data-line]")?.dataset["line"];
  return line === undefined ? null : Number(line);
}

import { type KeyboardEvent, useRef, useState } from "react";

import type { Check, Preflight } from "../../../ipc/generated";
import type { Column, Place, Row } from "./model";

type At = { check: Check; column: number };

export type GridKeys = {
  /** The one cell that Tab reaches; arrows move it. */
  isTabStop: (check: Check, column: number, wide: boolean) => boolean;
  onFocusCell: (check: Check, column: number) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
};

type Options = { columns: Column[]; rows: Row[]; open: Place | null; onOpen: (place: Place | null) => void };

const STEPS: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-8, 0],
  PageDown: [8, 0],
};

/** Arrows, Home and End move through the cells, Enter opens one, Escape closes it and comes back to it. */
export function useGridKeys({ columns, rows, open, onOpen }: Options): GridKeys {
  const [at, setAt] = useState<At | null>(null);
  const grid = useRef<HTMLElement | null>(null);
  const known = at !== null && rows.some((row) => row.check === at.check) && at.column < columns.length ? at : null;
  const stop = known ?? (rows[0] === undefined ? null : { check: rows[0].check, column: 0 });

  const focus = (to: At) => {
    setAt(to);
    const root: ParentNode = grid.current ?? document;
    const wide = root.querySelector<HTMLElement>(`[data-cell="${to.check} *"]`);
    const cell = wide ?? root.querySelector<HTMLElement>(`[data-cell="${to.check} ${to.column}"]`);
    cell?.focus();
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const focusPlace = ({ check, host }: Place) => {
    const column = columns.findIndex((one) => one.host.address === host);
    if (column >= 0) focus({ check, column });
  };
  const move = (from: At, [down, right]: [number, number]) => {
    const index = rows.findIndex((row) => row.check === from.check);
    const row = rows[clamp(index + down, rows.length)];
    if (row !== undefined) focus({ check: row.check, column: clamp(from.column + right, columns.length) });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    grid.current = event.currentTarget;
    if (event.key === "Escape" && open !== null) {
      event.preventDefault();
      focusPlace(open);
      return onOpen(null);
    }
    const isCell = event.target instanceof HTMLElement && event.target.dataset["cell"] !== undefined;
    if (!isCell || stop === null || event.altKey || event.metaKey) return undefined;
    const step = STEPS[event.key];
    if (step !== undefined) move(stop, step);
    else if (event.key === "Home") focus({ check: at0(rows, event.ctrlKey ? 0 : null, stop), column: 0 });
    else if (event.key === "End")
      focus({ check: at0(rows, event.ctrlKey ? rows.length - 1 : null, stop), column: columns.length - 1 });
    else if ((event.key === "Enter" && !event.ctrlKey) || event.key === " ") {
      if (event.target instanceof HTMLButtonElement) return undefined;
      const host = columns[stop.column]?.host.address;
      if (host !== undefined) onOpen(isOpen(open, stop.check, host) ? null : { check: stop.check, host });
    } else return undefined;
    event.preventDefault();
    return undefined;
  };
  return {
    isTabStop: (check, column, wide) => stop?.check === check && (wide || stop.column === column),
    onFocusCell: (check, column) => setAt({ check, column }),
    onKeyDown,
  };
}

export function isOpen(open: Place | null, check: Check, host: string): boolean {
  return open?.check === check && open.host === host;
}

function at0(rows: Preflight["rows"], index: number | null, stop: At): Check {
  return (index === null ? undefined : rows[index]?.check) ?? stop.check;
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index));
}

import { type RefObject, useEffect } from "react";

import type { LogStore } from "./log-store";

type Props = {
  scroller: RefObject<HTMLDivElement | null>;
  /** Of the log, in pixels. */
  width: number;
  /** Characters of the host column. */
  hosts: number;
  /** Pixels of it beside them. */
  beside: number;
  wrap: boolean;
  tell: LogStore["tell"];
};

/** What stands left of the text and right of it, without the host column. */
const BESIDE = 104 + 48 + 24;
/** Of the fixed-width letters, in parts of their size, should none be there to measure. */
const USUAL_WIDTH = 7.2;
const FEWEST = 20;

/** Tells the log how many characters fit in a row of text, while its lines are wrapped. */
export function useColumns({ scroller, width, hosts, beside, wrap, tell }: Props): void {
  useEffect(() => {
    const letter = letterWidth(scroller.current);
    const columns = Math.max(FEWEST, Math.floor((width - BESIDE - beside - hosts * letter) / letter));
    tell({ type: "wrap", columns: wrap ? columns : null });
  }, [scroller, width, hosts, beside, wrap, tell]);
}

function letterWidth(element: HTMLElement | null): number {
  const context = document.createElement("canvas").getContext("2d");
  if (element === null || context === null) return USUAL_WIDTH;
  const { fontSize, fontFamily } = getComputedStyle(element);
  context.font = `${fontSize} ${fontFamily}`;
  return context.measureText("0".repeat(100)).width / 100 || USUAL_WIDTH;
}

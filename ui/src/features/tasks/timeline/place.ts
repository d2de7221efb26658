import type { Bar } from "./bars";
import type { Scale } from "./scale";

/** A bar in pixels of the scale. */
export type Placed = { bar: Bar; x: number; width: number };

/** The stretch of pixels worth drawing: the visible one and half as much on each side. */
export type Window = { left: number; right: number };

/** A message beside a bar is no wider, in pixels. */
export const NOTE_WIDTH = 240;
const NOTE_LEAST = 64;

/** Pans by less than half the width keep the same window, so that nothing but the layer moves. */
export function windowFor(left: number, width: number): Window {
  const stride = Math.max(width / 2, 1);
  const start = Math.floor(left / stride) * stride;
  return { left: start - stride, right: start + width + 2 * stride };
}

/** The bars of a row that can be seen. What still grows ends at `now`. */
export function placeBars(bars: Bar[], scale: Scale, now: number, window: Window): Placed[] {
  return bars
    .map((bar) => place(bar, scale, now))
    .filter(({ x, width }) => x <= window.right && x + width >= window.left && width > 0);
}

function place(bar: Bar, scale: Scale, now: number): Placed {
  if (bar.type === "note") {
    const x = scale.toX(bar.at ?? now);
    const room = bar.until === null ? NOTE_WIDTH : scale.toX(bar.until) - x - 12;
    return { bar, x, width: room < NOTE_LEAST ? 0 : Math.min(room, NOTE_WIDTH) };
  }
  const x = scale.toX(bar.from);
  const end = scale.toX(Math.max(bar.to ?? now, bar.from));
  return { bar, x, width: Math.max(end - x, bar.type === "work" ? 2 : 0) };
}

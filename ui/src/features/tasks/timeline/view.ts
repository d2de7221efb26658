import type { Span } from "../model/span";
import { type Scale, createScale, drawnToScale } from "./scale";

/** Where the user looks. `fit` shows all; `free` keeps a pace and a left edge, and moves along with now while it follows. */
export type View = { mode: "fit" } | { mode: "free"; pxPerMs: number; left: number; follow: boolean };

export type ViewAction =
  | { type: "fit" }
  | {
      type: "zoom";
      factor: number;
      at: number;
      scale: Scale;
      left: number;
      rescale: (pxPerMs: number) => Scale;
      follow: boolean;
    }
  | { type: "pan"; by: number; pxPerMs: number; left: number }
  | { type: "now"; pxPerMs: number };

export const FIT: View = { mode: "fit" };

/** Before the first bar and behind the last, in pixels. */
export const PAD_LEFT = 16;
const PAD_RIGHT = 24;
/** Now stands here when followed, as a share of the width. */
const NOW_AT = 0.8;
const FASTEST = 2;
const SLOWEST = 1e-6;
/** While something runs the fitted span grows by this factor, not by the second, so that what is done stays in place. */
const GROWTH = 1.25;
const FIRST_SPAN = 20_000;

export function reduceView(_view: View, action: ViewAction): View {
  switch (action.type) {
    case "fit":
      return FIT;
    case "now":
      return { mode: "free", pxPerMs: action.pxPerMs, left: 0, follow: true };
    case "pan":
      return { mode: "free", pxPerMs: action.pxPerMs, left: action.left + action.by, follow: false };
    case "zoom": {
      const pxPerMs = Math.min(Math.max(action.scale.pxPerMs * action.factor, SLOWEST), FASTEST);
      const time = action.scale.toTime(action.left + action.at);
      const left = action.rescale(pxPerMs).toX(time) - action.at;
      return { mode: "free", pxPerMs, left, follow: action.follow };
    }
  }
}

/** The pace at which all of `domain` fits into `width`, with `reserved` pixels kept for what is still to come. */
export function fitPace(domain: Span, folds: Span[], width: number, reserved: number, growing: boolean): number {
  const shown = drawnToScale(domain, folds);
  const span = growing ? roundedUp(shown) : Math.max(shown, 1000);
  const room = width - PAD_LEFT - PAD_RIGHT - reserved - folds.length * 36;
  return Math.max(room, 80) / span;
}

function roundedUp(shown: number): number {
  let span = FIRST_SPAN;
  while (span < shown * 1.05) span *= GROWTH;
  return span;
}

export function leftEdge(view: View, scale: Scale, now: number, width: number): number {
  if (view.mode === "fit") return -PAD_LEFT;
  return view.follow ? scale.toX(now) - width * NOW_AT : view.left;
}

/** The same object for the same numbers: rows are drawn again only when the scale really changed. */
export function scaleKeeper(): (origin: number, folds: Span[], pxPerMs: number) => Scale {
  let key = "";
  let kept: Scale | null = null;
  return (origin, folds, pxPerMs) => {
    const asked = [origin, pxPerMs, ...folds.flatMap((fold) => [fold.from, fold.to])].join();
    if (kept === null || key !== asked) kept = createScale(origin, folds, pxPerMs);
    key = asked;
    return kept;
  };
}

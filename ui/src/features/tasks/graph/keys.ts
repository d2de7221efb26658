import type { KeyboardEvent } from "react";

import type { Fold } from "../timeline/use-folding";
import type { CameraAction } from "./camera";
import { type Direction, neighbourOf } from "./move";
import type { Part } from "./parts";
import type { Layout } from "./shapes";

type Options = {
  parts: Part[];
  layout: Layout;
  at: number;
  onSelect: (part: Part) => void;
  fold: Fold;
  onOpenLog: () => void;
  move: (action: CameraAction) => void;
};

const MOVES: Readonly<Record<string, Direction>> = {
  ArrowRight: "along",
  ArrowLeft: "against",
  ArrowUp: "up",
  k: "up",
  ArrowDown: "down",
  j: "down",
};

const PAN = 80;
const PANS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-PAN, 0],
  ArrowRight: [PAN, 0],
  ArrowUp: [0, -PAN],
  ArrowDown: [0, PAN],
};

/** Arrows follow the edges, with Shift they move the picture; Space folds, Enter goes to the log. */
export function handleGraphKey(event: KeyboardEvent, options: Options): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  const action = actionOf(event, options);
  if (action === null) return;
  event.preventDefault();
  action();
}

function actionOf({ key, shiftKey }: KeyboardEvent, options: Options): (() => void) | null {
  const { parts, layout, at, onSelect, fold, onOpenLog, move } = options;
  const here = parts[at];
  const go = (part: Part | undefined) => (part ? onSelect(part) : undefined);
  const pan = PANS[key];
  if (shiftKey) return pan ? () => move({ type: "pan", by: pan }) : null;
  if (key === "Home") return () => go(parts[0]);
  if (key === "End") return () => go(parts.at(-1));
  if (key === "Enter") return onOpenLog;
  if (key === " ") return () => (here ? fold(here) : undefined);
  const direction = MOVES[key];
  if (direction === undefined) return null;
  // What is chosen may be filtered out: the first key enters at the beginning.
  if (here === undefined) return () => go(parts[0]);
  const next = neighbourOf(layout, here.id, direction);
  return () => go(parts.find(({ id }) => id === next));
}

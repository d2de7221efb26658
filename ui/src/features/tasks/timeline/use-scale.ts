import { useMemo, useState } from "react";

import type { OperationView } from "../../../ipc/generated";
import type { Phase } from "../model/phase";
import type { Span } from "../model/span";
import { busySpans } from "../model/work";
import { findFolds } from "./folds";
import { type Scale, createScale } from "./scale";
import { type View, fitPace, scaleKeeper } from "./view";

const QUANTUM = 10_000;

type Options = {
  operation: OperationView;
  phase: Phase;
  view: View;
  now: number;
  width: number;
  /** Pixels kept free on the right. */
  reserved: number;
  /** When it will usually be over, where that is known. */
  foreseen: number | null;
  /** Long idle time is cut out. */
  cuts: boolean;
};

const WHOLE: Span[] = [];

/** The time axis for what is known, and how it would be at another pace, or with its idle time cut the other way. */
export function useScale({ operation, phase, view, now, width, reserved, foreseen, cuts }: Options) {
  const [keep] = useState(scaleKeeper);
  // Looked at every ten seconds only: the cuts of a running operation stay where they are in between.
  const until = phase === "over" ? 0 : phase === "waiting" ? now : Math.ceil(now / QUANTUM) * QUANTUM;
  const last = foreseen === null ? until : Math.max(until, Math.ceil(foreseen / QUANTUM) * QUANTUM);
  const { domain, folds: found } = useMemo(
    () => measure(operation, phase, until, last),
    [operation, phase, until, last],
  );
  const folds = cuts ? found : WHOLE;
  const pace = view.mode === "fit" ? fitPace(domain, folds, width, reserved, phase === "working") : view.pxPerMs;
  const scale: Scale = keep(domain.from, folds, pace);
  return {
    scale,
    rescale: (pxPerMs: number) => createScale(domain.from, folds, pxPerMs),
    /** There is idle time that may be cut out. */
    idle: found.length > 0,
    recut: () => createScale(domain.from, cuts ? WHOLE : found, pace),
  };
}

function measure(
  operation: OperationView,
  phase: Phase,
  until: number,
  foreseen: number,
): { domain: Span; folds: Span[] } {
  const busy = busySpans(operation, until);
  const from = Math.min(operation.head.startedAt, busy[0]?.from ?? Number.POSITIVE_INFINITY);
  const last = Math.max(from, busy.at(-1)?.to ?? from, operation.head.endedAt ?? 0);
  // A final view ends with its last bar; one that goes on reaches to now.
  const domain = { from, to: phase === "over" ? last : Math.max(last, until, foreseen) };
  // What is foreseen is no idle time.
  const ahead = foreseen > until ? [{ from: until, to: foreseen }] : [];
  return { domain, folds: findFolds(domain, [...busy, ...ahead]) };
}

import type { TFunction } from "i18next";

import type { StateKind, StateView } from "../../../ipc/generated";
import { attemptsOf, callTook, runTook, stepTook, triesOf } from "../model/work";
import { rowId } from "../model/selection";
import { callName } from "../model/title";
import { type Usual, type UsualTime, isComparable, slowerBy } from "../model/usual";
import { type Part, tallyOf } from "./parts";

type Words = { t: TFunction<"tasks">; word: (state: StateView) => string; duration: (ms: number) => string };

export type Tally = { kind: StateKind; text: string }[];
export type Said = {
  name: string;
  word: string;
  kind: StateKind;
  tries: number;
  took: string;
  tally: Tally;
  /** How many times as long as usual, where that is clear. */
  slower: string | null;
  /** Why it set the length of the whole; null where it did not. */
  critical: string | null;
  all: string;
};

/** What a node says; `all` is the same as one sentence. */
export function describePart(
  part: Part,
  now: number,
  { t, word, duration }: Words,
  { usual = null, critical = false }: { usual?: UsualTime | null; critical?: boolean } = {},
): Said {
  const state = partState(part);
  const took = tookOf(part, now);
  const factor = isComparable(state.kind) ? slowerBy(took, usual) : null;
  const slow = factor === null ? null : t("usual.slower", { n: factor.toFixed(1) });
  const mark = critical ? t(part.type === "run" ? "timeline.lastWhy" : "critical.why") : null;
  const tries = part.type === "step" ? attemptsOf(part.step) : part.type === "run" ? triesOf(part.run) : 1;
  const counts = tallyOf(partsIn(part).map(({ state }) => state.kind));
  const tally = counts.map(({ kind, count }) => ({ kind, text: t(`graph.tally.${kind}`, { n: count }) }));
  const name = nameOf(part, t);
  const facts = [
    part.type === "call"
      ? `${name} ${part.host}`
      : part.type === "step"
        ? `${part.step.number} ${name}`
        : `${name} ${part.run.zone}`,
    word(state),
    ...(tally.length > 0 ? [countOf(part, t), ...tally.map(({ text }) => text)] : []),
    took === null ? null : t("timeline.tookFor", { time: duration(took) }),
    slow,
    tries > 1 ? t("timeline.attempts", { count: tries }) : null,
    mark,
  ];
  return {
    name,
    word: word(state),
    kind: state.kind,
    tries,
    took: took === null ? "" : duration(took),
    tally,
    slower: factor === null ? null : `${factor.toFixed(1)}×`,
    critical: mark,
    all: facts.filter(Boolean).join(t("timeline.comma")),
  };
}

/** What the node usually takes: a host what its step does. */
export function usualOfPart({ times }: Usual, part: Part): UsualTime | null {
  const { callKey, stepKey } = part.selection;
  return times.get(part.type === "run" ? rowId({ callKey, stepKey, runKey: null }) : part.id) ?? null;
}

/** Whether the node's length depends on the clock. */
export function isGrowing(part: Part): boolean {
  if (part.type === "call") return isOpen(part.head);
  const runs = part.type === "step" ? part.step.runs : [part.run];
  return (part.type === "step" && isOpen(part.step)) || runs.some((run) => run.attempts.some(isOpen));
}

/** A folded node stands for these; an open one shows them itself. */
function partsIn(part: Part): { state: StateView }[] {
  if (part.open !== false) return [];
  if (part.type === "call") return part.steps;
  return part.type === "step" ? part.step.runs : [];
}

function countOf(part: Part, t: Words["t"]): string {
  const count = partsIn(part).length;
  return t(part.type === "call" ? "graph.stepCount" : "timeline.hostCount", { count });
}

function nameOf(part: Part, t: Words["t"]): string {
  if (part.type === "call") return callName(part.head, t);
  return part.type === "step" ? part.step.name : part.host;
}

export function partState(part: Part): StateView {
  if (part.type === "call") return part.head.state;
  return part.type === "step" ? part.step.state : part.run.state;
}

function tookOf(part: Part, now: number): number | null {
  if (part.type === "call") return callTook(part, now);
  return part.type === "step" ? stepTook(part.step, now) : runTook(part.run, now);
}

function isOpen({ startedAt, endedAt }: { startedAt: number | null; endedAt: number | null }): boolean {
  return startedAt !== null && endedAt === null;
}

import type { TFunction } from "i18next";

import type { StateKind, StateView } from "../../../ipc/generated";
import { attemptsOf, callTook, runTook, stepTook, triesOf } from "../model/work";
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
  all: string;
};

/** What a node says; `all` is the same as one sentence. */
export function describePart(part: Part, now: number, { t, word, duration }: Words): Said {
  const state = partState(part);
  const took = tookOf(part, now);
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
    tries > 1 ? t("timeline.attempts", { count: tries }) : null,
  ];
  return {
    name,
    word: word(state),
    kind: state.kind,
    tries,
    took: took === null ? "" : duration(took),
    tally,
    all: facts.filter(Boolean).join(", "),
  };
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
  if (part.type === "call") return t(`call.${part.head.kind}`);
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

import type { AttemptView, StateKind, StepView } from "../../../ipc/generated";
import { mergeSpans } from "../model/span";
import type { UsualTime } from "../model/usual";
import { attemptSpan, callSpans, isLive } from "../model/work";
import type { CallRow, Row, StepRow } from "./rows";

/** What a row draws, in time. `to: null` is still growing. */
export type Bar =
  /** What earlier runs took, behind what this one does. */
  | { type: "ghost"; from: number; to: number; thin: boolean }
  | { type: "wait"; from: number; to: number }
  | { type: "work"; from: number; to: number | null; kind: StateKind; thin: boolean; attempt: number }
  /** Dots from a failure to the next attempt, or on to now. */
  | { type: "stopped"; from: number; to: number | null }
  /** Words behind a bar; `at: null` is behind one that still grows. */
  | { type: "note"; at: number | null; until: number | null; text: string };

/** Two stretches of work closer than this are one bar of a whole call: the agent's scheduler ticks once a second. */
const TICK = 4000;

/** The bars of a row, back to front; a row of the future has none. */
export function barsOf(row: Row, stopped: boolean, usual: UsualTime | null = null): Bar[] {
  switch (row.type) {
    case "call":
      return [...callGhost(row, usual), ...callBars(row)];
    case "step":
      if (row.open) return summaryBars(row, stopped);
      return [...ghostsOf(startsOf(row.step), row.waitFrom, usual), ...stepBars(row, stopped)];
    case "run":
      return [
        ...ghostsOf(row.run.attempts, row.waitFrom, usual),
        ...attemptBars(row.run.attempts, row.waitFrom, stopped),
      ];
  }
}

/** Behind each attempt its usual length, and before the first its usual wait. */
function ghostsOf(attempts: Round[], waitFrom: number | null, usual: UsualTime | null): Bar[] {
  if (usual === null) return [];
  const wait: Bar[] =
    waitFrom === null || usual.waitMs <= 0 || attempts[0]?.startedAt == null
      ? []
      : [{ type: "ghost", from: waitFrom, to: waitFrom + usual.waitMs, thin: true }];
  const works = attempts.flatMap(({ startedAt, state }): Bar[] =>
    startedAt === null || state.kind === "rolledBack"
      ? []
      : [{ type: "ghost", from: startedAt, to: startedAt + usual.tookMs, thin: false }],
  );
  return [...wait, ...works];
}

function callGhost({ call: { head }, open }: CallRow, usual: UsualTime | null): Bar[] {
  if (usual === null || open === true || head.startedAt === null) return [];
  return [{ type: "ghost", from: head.startedAt, to: head.startedAt + usual.tookMs, thin: false }];
}

function stepBars({ step, waitFrom }: StepRow, stopped: boolean): Bar[] {
  return attemptBars(startsOf(step), waitFrom, stopped);
}

function startsOf(step: StepView): Round[] {
  const [only, ...others] = step.runs;
  return only && others.length === 0 ? only.attempts : roundsOf(step);
}

function summaryBars({ step, waitFrom }: StepRow, stopped: boolean): Bar[] {
  return attemptBars(roundsOf(step), waitFrom, stopped).flatMap((bar) => {
    if (bar.type === "note") return [];
    return bar.type === "work" ? { ...bar, thin: true } : bar;
  });
}

/** What a bar tells of an attempt. */
type Round = Omit<AttemptView, "execution">;

/** Attempt k of all hosts as one: from the first start to the last end, in the worst state among them. */
function roundsOf(step: StepView): Round[] {
  if (step.runs.length === 0) return step.startedAt === null ? [] : [{ ...step, number: 1, message: null }];
  const numbers = [...new Set(step.runs.flatMap((run) => run.attempts.map((attempt) => attempt.number)))].toSorted(
    (a, b) => a - b,
  );
  return numbers.map((number) => {
    const round = step.runs.flatMap((run) =>
      run.attempts.filter((attempt) => attempt.number === number && attempt.startedAt !== null),
    );
    const ends = round.map((attempt) => attempt.endedAt);
    return {
      number,
      state: worst(round) ?? step.state,
      startedAt: round.length === 0 ? null : Math.min(...round.map((attempt) => attempt.startedAt ?? 0)),
      endedAt: ends.some((end) => end === null) ? null : Math.max(...ends.map((end) => end ?? 0)),
      message: round.find((attempt) => attempt.message !== null)?.message ?? null,
    };
  });
}

const GRAVITY: StateKind[] = ["running", "failed", "cancelled", "unknown", "rolledBack", "passed"];

function worst(round: Round[]) {
  const grave = GRAVITY.find((kind) => round.some((attempt) => attempt.state.kind === kind));
  return (round.find((attempt) => attempt.state.kind === grave) ?? round[0])?.state;
}

function attemptBars(attempts: Round[], waitFrom: number | null, stopped: boolean): Bar[] {
  const started = attempts.filter((attempt) => attempt.startedAt !== null);
  return started.flatMap((attempt, index) => {
    const span = attemptSpan(attempt, attempt.startedAt ?? 0);
    if (!span) return [];
    const wait: Bar[] =
      index === 0 && waitFrom !== null && waitFrom < span.from ? [{ type: "wait", from: waitFrom, to: span.from }] : [];
    const to = attempt.endedAt;
    const work: Bar = {
      type: "work",
      from: span.from,
      to,
      kind: attempt.state.kind,
      thin: false,
      attempt: attempt.number,
    };
    return [...wait, ...after(attempt, started[index + 1], stopped), work];
  });
}

/** Behind a failed attempt: its reason, and dots until someone acts. */
function after(attempt: Round, next: Round | undefined, stopped: boolean): Bar[] {
  const at = attempt.endedAt;
  if (at === null || attempt.state.kind !== "failed") return [];
  const note: Bar[] =
    attempt.message === null
      ? []
      : [{ type: "note", at, until: next?.startedAt ?? null, text: withoutCode(attempt.message) }];
  if (next) return [{ type: "stopped", from: at, to: next.startedAt }, ...note];
  return stopped ? [{ type: "stopped", from: at, to: null }, ...note] : note;
}

function callBars({ call, open }: CallRow): Bar[] {
  const { head } = call;
  const live = isLive(head.state.kind) && head.endedAt === null;
  // At time 0 what still works ends where it starts, and is left open below: the clock is no part of the layout.
  const busy = mergeSpans(callSpans(call, 0), TICK);
  const work = busy.map((span, index): Bar => {
    const final = index === busy.length - 1;
    const kind = final ? head.state.kind : "failed";
    const to = final && live ? null : span.to;
    return { type: "work", from: span.from, to, kind, thin: open === true, attempt: index + 1 };
  });
  const end = busy.at(-1)?.to;
  // What became of a call that has no steps to tell it.
  if (end === undefined || call.steps.length > 0) return work;
  return [{ type: "note", at: live ? null : end, until: null, text: head.error?.message ?? "" }, ...work];
}

/** Beside a bar there is room for the message, not for the code the agent puts before it. */
function withoutCode(message: string): string {
  return message.replace(/^\[[A-Za-z.]+\]:\s*/, "");
}

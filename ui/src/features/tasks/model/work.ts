import type { AttemptView, CallView, OperationView, RunView, StateKind, StepView } from "../../../ipc/generated";
import { type Span, lengthOf, mergeSpans } from "./span";

/** The time an attempt took so far; null before it started. */
export function attemptSpan(attempt: Pick<AttemptView, "startedAt" | "endedAt">, now: number): Span | null {
  if (attempt.startedAt === null) return null;
  return { from: attempt.startedAt, to: Math.max(attempt.startedAt, attempt.endedAt ?? now) };
}

/** What a step's attempts cover, but for the clock: those that ended, and since when one still goes on. */
type Work = { ended: Span[]; openSince: number | null; tried: boolean };

/** A step is a new object whenever anything in it changes. */
const works = new WeakMap<StepView, Work>();

function workOf(step: StepView): Work {
  const known = works.get(step);
  if (known !== undefined) return known;
  const ended: Span[] = [];
  let openSince: number | null = null;
  for (const run of step.runs)
    for (const { startedAt, endedAt } of run.attempts) {
      if (startedAt === null) continue;
      if (endedAt === null) openSince = Math.min(openSince ?? startedAt, startedAt);
      else ended.push({ from: startedAt, to: Math.max(startedAt, endedAt) });
    }
  const work = { ended: mergeSpans(ended), openSince, tried: ended.length > 0 || openSince !== null };
  works.set(step, work);
  return work;
}

/** When a step was at work, ascending and disjoint but for the last, which may reach into the others. */
export function stepSpans(step: StepView, now: number): Span[] {
  const { ended, openSince, tried } = workOf(step);
  if (openSince !== null) return [...ended, { from: openSince, to: Math.max(openSince, now) }];
  if (tried) return ended;
  return [attemptSpan(step, isLive(step.state.kind) ? now : (step.startedAt ?? now))].flatMap((span) => span ?? []);
}

export function callSpans(call: CallView, now: number): Span[] {
  const spans = call.steps.flatMap((step) => stepSpans(step, now));
  return spans.length > 0
    ? spans
    : [attemptSpan(call.head, isLive(call.head.state.kind) ? now : (call.head.startedAt ?? now))].flatMap(
        (span) => span ?? [],
      );
}

/** When anything of the operation was at work, ascending and disjoint. */
export function busySpans(operation: OperationView, now: number): Span[] {
  return mergeSpans(operation.calls.flatMap((call) => callSpans(call, now)));
}

/** A run shows its current attempt, a step all the time that any of its hosts worked. */
export function runTook(run: RunView, now: number): number | null {
  const attempt = run.attempts.findLast((candidate) => candidate.startedAt !== null);
  const span = attempt && attemptSpan(attempt, now);
  return span ? span.to - span.from : null;
}

export function stepTook(step: StepView, now: number): number | null {
  const spans = stepSpans(step, now);
  return spans.length > 0 ? lengthOf(spans) : null;
}

export function callTook(call: CallView, now: number): number | null {
  const spans = callSpans(call, now);
  return spans.length > 0 ? lengthOf(spans) : null;
}

/** The most attempts that any host needed. */
export function attemptsOf(step: StepView): number {
  return step.runs.reduce((most, run) => Math.max(most, triesOf(run)), 0);
}

/** Rolling back is no other try. */
export function triesOf(run: RunView): number {
  return run.attempts.findLast((attempt) => attempt.state.kind !== "rolledBack")?.number ?? 0;
}

/** The run that set the length of a step on several hosts; null while two still work. */
export function lastRun(step: StepView): RunView | null {
  const known = lasts.get(step);
  if (known !== undefined) return known;
  const last = findLast(step);
  lasts.set(step, last);
  return last;
}

const lasts = new WeakMap<StepView, RunView | null>();

function findLast(step: StepView): RunView | null {
  if (step.runs.length < 2) return null;
  const ends = step.runs.map((run) => ({ run, end: endOf(run) }));
  const latest = ends.reduce((a, b) => (b.end > a.end ? b : a));
  const alone = ends.filter((other) => other.end === latest.end).length === 1;
  return alone && latest.end > 0 ? latest.run : null;
}

function endOf(run: RunView): number {
  const attempt = run.attempts.findLast((candidate) => candidate.startedAt !== null);
  if (!attempt) return 0;
  return attempt.endedAt ?? Number.POSITIVE_INFINITY;
}

/** What has begun and not ended in one of these states goes on, as far as anyone knows. */
export function isLive(kind: StateKind): boolean {
  return kind === "running" || kind === "unknown";
}

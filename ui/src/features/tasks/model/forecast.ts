import type { CallKind, CallView, OperationView, StateKind, StepView } from "../../../ipc/generated";
import { inOrder, needsOf } from "./order";
import { rowId } from "./selection";
import type { Span } from "./span";
import { type Basis, type Usual, slowerBy } from "./usual";

/** How long it will usually still take; `longer` when a step already takes clearly longer than it does. */
export type Left = { type: "left" | "afterRetry"; ms: number; basis: Basis } | { type: "longer"; basis: Basis };

export type Forecast = {
  /** When each row still to come will usually be at work, by its id. Empty unless all of them are known. */
  places: ReadonlyMap<string, Span>;
  /** When it will usually be over. */
  end: number | null;
  left: Left | null;
};

export const NO_FORECAST: Forecast = { places: new Map(), end: null, left: null };

const DONE: ReadonlySet<StateKind> = new Set<StateKind>(["succeeded", "passed", "rolledBack"]);
const STOPPED: ReadonlySet<StateKind> = new Set<StateKind>(["failed", "cancelled"]);

type Found = { places: Map<string, Span>; known: boolean; longer: boolean; stopped: boolean; bases: Basis[] };

/** What is still to come, by what it usually takes. Nothing where any of it was never seen before. */
export function forecast(operation: OperationView, usual: Usual, now: number): Forecast {
  if (usual.times.size === 0) return NO_FORECAST;
  const found: Found = { places: new Map(), known: true, longer: false, stopped: false, bases: [] };
  let at = now;
  for (const group of sideBySide(operation.calls))
    at = group.reduce((end, call) => Math.max(end, endOfCall(call, at, now, usual, found)), at);
  const basis = commonBasis(found.bases);
  if (!found.known || basis === null) return NO_FORECAST;
  const { places, longer, stopped } = found;
  const left: Left = longer
    ? { type: "longer", basis }
    : { type: stopped ? "afterRetry" : "left", ms: at - now, basis };
  return { places, end: at, left };
}

/** What goes to several hosts side by side; everything else goes one after the other. */
const TOGETHER: ReadonlySet<CallKind> = new Set<CallKind>(["join", "agentProxy"]);

function sideBySide(calls: readonly CallView[]): CallView[][] {
  const groups: CallView[][] = [];
  for (const call of calls) {
    const last = groups.at(-1);
    const { kind } = call.head;
    if (TOGETHER.has(kind) && last?.[0]?.head.kind === kind) last.push(call);
    else groups.push([call]);
  }
  return groups;
}

function endOfCall(call: CallView, from: number, now: number, usual: Usual, found: Found): number {
  const { head, steps } = call;
  if (DONE.has(head.state.kind)) return now;
  const basis = usual.bases.get(head.key);
  const id = rowId({ callKey: head.key, stepKey: null, runKey: null });
  const whole = usual.times.get(id);
  if (basis === undefined || whole === undefined) {
    found.known = false;
    return now;
  }
  found.bases.push(basis);
  if (STOPPED.has(head.state.kind)) found.stopped = true;
  if (head.startedAt === null) found.places.set(id, { from, to: from + whole.tookMs });
  if (steps.length > 0) return endOfSteps(call, from, now, usual, found);
  return head.startedAt === null ? from + whole.tookMs : Math.max(head.startedAt + whole.tookMs, now);
}

function endOfSteps({ head, steps }: CallView, from: number, now: number, usual: Usual, found: Found): number {
  const needs = needsOf(steps);
  const ends = new Map<string, number>();
  let last = now;
  for (const step of inOrder(steps)) {
    const ready = (needs.get(step.key) ?? []).reduce((end, need) => Math.max(end, ends.get(need) ?? 0), 0);
    const end = endOfStep(head.key, step, ready, from, now, usual, found);
    ends.set(step.key, end);
    last = Math.max(last, end);
  }
  return last;
}

function endOfStep(
  callKey: string,
  step: StepView,
  ready: number,
  from: number,
  now: number,
  usual: Usual,
  found: Found,
): number {
  const { kind } = step.state;
  if (DONE.has(kind)) return step.endedAt ?? now;
  const id = rowId({ callKey, stepKey: step.key, runKey: null });
  const time = usual.times.get(id);
  if (time === undefined) {
    found.known = false;
    return now;
  }
  if (STOPPED.has(kind)) {
    found.stopped = true;
    return now + time.tookMs;
  }
  const since = startOfRound(step);
  if (since !== null) {
    found.longer ||= slowerBy(now - since, time) !== null;
    return Math.max(since + time.tookMs, now);
  }
  const start = Math.max((ready === 0 ? from : ready) + time.waitMs, now);
  found.places.set(id, { from: start, to: start + time.tookMs });
  return start + time.tookMs;
}

/** Since when the current attempt goes on; a retry begins anew. */
function startOfRound({ runs, startedAt, endedAt }: StepView): number | null {
  let since: number | null = null;
  for (const { attempts } of runs) {
    const attempt = attempts.at(-1);
    if (attempt?.startedAt == null || attempt.endedAt !== null) continue;
    since = Math.max(since ?? attempt.startedAt, attempt.startedAt);
  }
  return since ?? (endedAt === null ? startedAt : null);
}

/** The weakest of them is what the whole rests on; the calls follow one another. */
function commonBasis(bases: readonly Basis[]): Basis | null {
  if (bases.length === 0) return null;
  return {
    runs: Math.min(...bases.map(({ runs }) => runs)),
    sameConnection: bases.every(({ sameConnection }) => sameConnection),
    leastMs: bases.reduce((sum, { leastMs }) => sum + leastMs, 0),
    mostMs: bases.reduce((sum, { mostMs }) => sum + mostMs, 0),
  };
}

/** To be read at a glance, and not to change each second: 1 s, 5 s, 10 s, a minute, the longer the coarser. */
export function roughly(ms: number): number {
  const step = [
    [10_000, 1000],
    [120_000, 5000],
    [600_000, 10_000],
  ].find(([below]) => ms < (below ?? 0))?.[1];
  const unit = step ?? 60_000;
  return Math.max(Math.round(ms / unit) * unit, Math.min(unit, 1000));
}

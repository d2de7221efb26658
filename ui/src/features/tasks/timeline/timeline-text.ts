import type { CallView, OperationView, RunView, StateView, StepView } from "../../../ipc/generated";
import { attemptsOf, callTook, lastRun, runTook, stepTook } from "../model/work";
import { formatDuration } from "../../../shared/time/format";
import { en as shared } from "../../../shared/i18n/messages";
import { en } from "../messages-en";

/** The words that the text is made of, in the language of the window. */
export type TimelineWords = Pick<typeof shared, "state"> &
  Pick<typeof en, "call"> & { duration: (ms: number) => string };

const ENGLISH: TimelineWords = { state: shared.state, call: en.call, duration: (ms) => formatDuration(ms, "en") };

/** Above this many hosts of steps only those are told that are in trouble or at work. */
const MANY = 1000;

/** The same as `timelineText`, but short enough to stand in the window whatever the task. */
export function shortTimelineText(operation: OperationView, words: TimelineWords): string {
  const runs = operation.calls.reduce(
    (sum, { steps }) => sum + steps.reduce((all, step) => all + step.runs.length, 0),
    0,
  );
  return timelineText(operation, words, runs > MANY);
}

/** The timeline as text: one line a call, step and run with its state, how long it took, and how often it was tried. */
export function timelineText({ head, calls }: OperationView, words: TimelineWords = ENGLISH, short = false): string {
  const title = line(0, head.clusterName, [
    stateWord(head.state, words),
    `${head.done}/${head.total}`,
    took(head.startedAt, head.endedAt, words),
  ]);
  return [title, ...calls.flatMap((call) => callLines(call, words, short))].join("\n");
}

function callLines(call: CallView, words: TimelineWords, short: boolean): string[] {
  const { head } = call;
  const word = words.call[head.kind];
  const does = typeof word === "string" ? word : word[head.deed ?? "other"];
  const name = [does, head.target, head.zone].filter(Boolean).join(" ");
  const time = head.endedAt === null ? null : callTook(call, head.endedAt);
  return [
    line(1, name, [stateWord(head.state, words), duration(time, words), head.error?.message]),
    ...call.steps.map((step) => stepLines(step, words, short)),
  ];
}

/** A step is a new object whenever anything in it changes; all others need no new text. */
const told = { long: new WeakMap<TimelineWords, Told>(), short: new WeakMap<TimelineWords, Told>() };
type Told = WeakMap<StepView, string>;

function stepLines(step: StepView, words: TimelineWords, short: boolean): string {
  const kept = told[short ? "short" : "long"];
  const known = kept.get(words) ?? new WeakMap<StepView, string>();
  kept.set(words, known);
  const lines = known.get(step) ?? tellStep(step, words, short);
  known.set(step, lines);
  return lines;
}

function tellStep(step: StepView, words: TimelineWords, short: boolean): string {
  const last = lastRun(step);
  const time = step.endedAt === null ? null : stepTook(step, step.endedAt);
  const own = line(2, `${step.number} ${step.name}`, [
    stateWord(step.state, words),
    duration(time, words),
    times(attemptsOf(step)),
  ]);
  const runs = short
    ? step.runs.filter(({ state: { kind } }) => kind !== "succeeded" && kind !== "pending")
    : step.runs;
  return [own, ...runs.map((run) => runLine(run, run === last, words))].join("\n");
}

function runLine(run: RunView, last: boolean, words: TimelineWords): string {
  const attempt = run.attempts.at(-1);
  const time = attempt?.endedAt ? runTook(run, attempt.endedAt) : null;
  return line(3, `${run.host} ${run.zone}`, [
    stateWord(run.state, words),
    duration(time, words),
    times(attempt?.number ?? 0),
    last ? "◆" : null,
    attempt?.message,
  ]);
}

/** OBDeck's word; the server's own when OBDeck has none. */
export function stateWord(state: StateView, words: Pick<TimelineWords, "state">): string {
  return state.kind === "unknown" ? state.word : words.state[state.kind];
}

function took(from: number, to: number | null, words: TimelineWords): string | null {
  return to === null ? null : words.duration(to - from);
}

function duration(ms: number | null, words: TimelineWords): string | null {
  return ms === null ? null : words.duration(ms);
}

function times(count: number): string | null {
  return count > 1 ? `×${count}` : null;
}

function line(depth: number, name: string, facts: (string | null | undefined)[]): string {
  return `${"  ".repeat(depth)}${name}: ${facts.filter(Boolean).join(", ")}`;
}

import type { CallView, OperationView, RunView, StateView, StepView } from "../../../ipc/generated";
import { attemptsOf, callTook, lastRun, runTook, stepTook } from "../model/work";
import { formatDuration } from "../../../shared/time/format";
import { en as shared } from "../../../shared/i18n/messages";
import { en } from "../messages-en";

/** The words that the text is made of, in the language of the window. */
export type TimelineWords = Pick<typeof shared, "state"> &
  Pick<typeof en, "call"> & { duration: (ms: number) => string };

const ENGLISH: TimelineWords = { state: shared.state, call: en.call, duration: (ms) => formatDuration(ms, "en") };

/** The timeline as text: one line a call, step and run with its state, how long it took, and how often it was tried. */
export function timelineText({ head, calls }: OperationView, words: TimelineWords = ENGLISH): string {
  const title = line(0, head.clusterName, [
    stateWord(head.state, words),
    `${head.done}/${head.total}`,
    took(head.startedAt, head.endedAt, words),
  ]);
  return [title, ...calls.flatMap((call) => callLines(call, words))].join("\n");
}

function callLines(call: CallView, words: TimelineWords): string[] {
  const { head } = call;
  const name = [words.call[head.kind], head.target, head.zone].filter(Boolean).join(" ");
  const time = head.endedAt === null ? null : callTook(call, head.endedAt);
  return [
    line(1, name, [stateWord(head.state, words), duration(time, words), head.error?.message]),
    ...call.steps.flatMap((step) => stepLines(step, words)),
  ];
}

function stepLines(step: StepView, words: TimelineWords): string[] {
  const last = lastRun(step);
  const time = step.endedAt === null ? null : stepTook(step, step.endedAt);
  const own = line(2, `${step.number} ${step.name}`, [
    stateWord(step.state, words),
    duration(time, words),
    times(attemptsOf(step)),
  ]);
  return [own, ...step.runs.map((run) => runLine(run, run === last, words))];
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

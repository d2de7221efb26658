import type { AttemptView, StateView } from "../../../ipc/generated";
import { attemptSpan, attemptsOf, runTook, stepTook, triesOf } from "../model/work";
import type { TableRow } from "./rows";

/** What a row says, column by column, not yet in words. Times are Unix milliseconds, lengths milliseconds. */
export type Facts = {
  state: StateView;
  number: string | null;
  name: string | null;
  host: string | null;
  /** Of a step or host how many there were, of an attempt which it is. */
  attempt: number | null;
  started: number | null;
  took: number | null;
  /** From the end of the step before, or of the attempt before. */
  waited: number | null;
  message: string | null;
};

export function factsOf(row: TableRow, now: number): Facts {
  switch (row.type) {
    case "call": {
      const { state, target, startedAt, endedAt, error } = row.head;
      const span = attemptSpan({ startedAt, endedAt }, now);
      return {
        state,
        number: row.number,
        name: null,
        host: target,
        attempt: null,
        started: startedAt,
        took: span && span.to - span.from,
        waited: null,
        message: error?.message ?? null,
      };
    }
    case "step": {
      const { step } = row;
      const [only] = step.runs;
      return {
        state: step.state,
        number: row.number,
        name: step.name,
        host: step.runs.length === 1 ? (only?.host ?? null) : null,
        attempt: attemptsOf(step) || null,
        started: step.startedAt,
        took: stepTook(step, now),
        waited: since(row.waitFrom, step.startedAt),
        message: step.runs.map(({ attempts }) => messageOf(attempts)).find((text) => text !== null) ?? null,
      };
    }
    case "run": {
      const { run } = row;
      const started = run.attempts[0]?.startedAt ?? null;
      return {
        state: run.state,
        number: null,
        name: null,
        host: run.host,
        attempt: triesOf(run) || null,
        started,
        took: runTook(run, now),
        waited: since(row.waitFrom, started),
        message: messageOf(run.attempts),
      };
    }
    case "attempt": {
      const { attempt } = row;
      const span = attemptSpan(attempt, now);
      return {
        state: attempt.state,
        number: null,
        name: null,
        host: null,
        attempt: attempt.number,
        started: attempt.startedAt,
        took: span && span.to - span.from,
        waited: since(row.waitFrom, attempt.startedAt),
        message: attempt.message,
      };
    }
  }
}

/** Whether the row's length depends on the clock. */
export function grows(row: TableRow): boolean {
  const open = ({ startedAt, endedAt }: Pick<AttemptView, "startedAt" | "endedAt">) =>
    startedAt !== null && endedAt === null;
  switch (row.type) {
    case "call":
      return open(row.head);
    case "step":
      return open(row.step) || row.step.runs.some((run) => run.attempts.some(open));
    case "run":
      return row.run.attempts.some(open);
    case "attempt":
      return open(row.attempt);
  }
}

/** Why the current attempt failed; one that was done again has nothing to complain of. */
function messageOf(attempts: AttemptView[]): string | null {
  return attempts.at(-1)?.message ?? null;
}

function since(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : Math.max(0, to - from);
}

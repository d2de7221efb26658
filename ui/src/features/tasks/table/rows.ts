import type {
  AttemptView,
  CallHead,
  CallKind,
  CallView,
  ObproxyDeed,
  OperationView,
  RunView,
  StepView,
} from "../../../ipc/generated";
import { type Selection, attemptId, rowId } from "../model/selection";
import type { Sieve } from "../model/filter";
import { waitsOf } from "../model/waits";
import { type Folding, stepOpensItself } from "../timeline/rows";
import { type Sorting, compareFacts } from "./sort";
import { factsOf } from "./facts";

type Place = { id: string; level: 1 | 2 | 3; selection: Selection; open: boolean | null };

/** A call that has no steps to show, because it was not sent or was refused. */
export type CallRow = Place & { type: "call"; head: CallHead; number: string };
export type StepRow = Place & {
  type: "step";
  step: StepView;
  kind: CallKind;
  deed: ObproxyDeed | null;
  number: string;
  waitFrom: number | null;
};
export type RunRow = Place & { type: "run"; step: StepView; run: RunView; waitFrom: number | null };
export type AttemptRow = Place & {
  type: "attempt";
  step: StepView;
  run: RunView;
  attempt: AttemptView;
  waitFrom: number | null;
};
export type TableRow = CallRow | StepRow | RunRow | AttemptRow;

type Options = { folding: Folding; sieve: Sieve; sorting: Sorting | null; now: number };

/** A row a step, its hosts and their attempts below it. `now` counts only where lengths are sorted. */
export function tableRows(operation: OperationView, options: Options): TableRow[] {
  const top = operation.calls.flatMap((call, index) => topRows(call, index, operation.calls.length > 1, options));
  return sorted(top, options).flatMap((row) => withChildren(row, options));
}

function topRows(call: CallView, index: number, several: boolean, { sieve, folding }: Options): TableRow[] {
  const { head, steps } = call;
  const numbered = (number: number | null) =>
    [several ? index + 1 : null, number].filter((part) => part !== null).join(".");
  if (steps.length === 0) {
    const selection = { callKey: head.key, stepKey: null, runKey: null };
    const row: CallRow = {
      type: "call",
      id: rowId(selection),
      level: 1,
      selection,
      open: null,
      head,
      number: numbered(null),
    };
    return sieve.call(head) ? [row] : [];
  }
  const waits = waitsOf(call);
  return steps.filter(sieve.step).map((step): StepRow => {
    const selection = { callKey: head.key, stepKey: step.key, runKey: null };
    const id = rowId(selection);
    const folds = step.runs.length > 1 || (step.runs[0]?.attempts.length ?? 0) > 1;
    const open = folds ? (folding.get(id) ?? stepOpensItself(step)) : null;
    const waitFrom = waits.get(step.key) ?? null;
    return {
      type: "step",
      id,
      level: 1,
      selection,
      open,
      step,
      kind: head.kind,
      deed: head.deed,
      number: numbered(step.number),
      waitFrom,
    };
  });
}

function withChildren(row: TableRow, options: Options): TableRow[] {
  if (row.open !== true) return [row];
  if (row.type === "run") return [row, ...attemptRows(row)];
  if (row.type !== "step") return [row];
  const [only] = row.step.runs;
  if (row.step.runs.length === 1 && only) return [row, ...attemptRows({ ...row, run: only })];
  const runs = options.sieve.runs(row.step).map((run) => runRow(row, run, options.folding));
  return [row, ...sorted(runs, options).flatMap((child) => withChildren(child, options))];
}

function runRow({ step, selection, waitFrom }: StepRow, run: RunView, folding: Folding): RunRow {
  const own = { ...selection, runKey: run.key };
  const id = rowId(own);
  const open = run.attempts.length > 1 ? (folding.get(id) ?? false) : null;
  return { type: "run", id, level: 2, selection: own, open, step, run, waitFrom };
}

/** Attempts stay in their order: each waits for somebody to act on the one before it. */
function attemptRows({
  step,
  run,
  selection,
  level,
  waitFrom,
}: Omit<RunRow, "type" | "level"> & { level: number }): AttemptRow[] {
  return run.attempts.map((attempt, index) => {
    const own = { ...selection, attempt: attempt.number };
    return {
      type: "attempt",
      id: attemptId(own),
      level: level === 1 ? 2 : 3,
      selection: own,
      open: null,
      step,
      run,
      attempt,
      waitFrom: index === 0 ? waitFrom : (run.attempts[index - 1]?.endedAt ?? null),
    };
  });
}

function sorted<R extends TableRow>(rows: R[], { sorting, now }: Options): R[] {
  if (sorting === null) return rows;
  const facts = new Map(rows.map((row) => [row.id, factsOf(row, now)]));
  return rows.toSorted((a, b) => compareFacts(facts.get(a.id), facts.get(b.id), sorting));
}

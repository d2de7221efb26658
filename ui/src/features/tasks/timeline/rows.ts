import type { CallView, OperationView, RunView, StateKind, StepView } from "../../../ipc/generated";
import { type Selection, rowId } from "../model/selection";
import { attemptsOf, lastRun } from "../model/work";

type Place = { id: string; level: 1 | 2 | 3; selection: Selection };

/** One line of the timeline. `open` is null where there is nothing to unfold. */
export type CallRow = Place & { type: "call"; call: CallView; open: boolean | null };
export type StepRow = Place & { type: "step"; step: StepView; waitFrom: number | null; open: boolean | null };
export type RunRow = Place & { type: "run"; step: StepView; run: RunView; waitFrom: number | null; last: boolean };
export type Row = CallRow | StepRow | RunRow;

/** What the user folded or unfolded by hand, by row id. */
export type Folding = ReadonlyMap<string, boolean>;

export type StepFilter = "all" | "failed" | "running" | "waiting";

export function layoutRows(operation: OperationView, folding: Folding, filter: StepFilter = "all"): Row[] {
  const alone = operation.calls.length === 1;
  return operation.calls.flatMap((call) => callRows(call, alone, folding, filter));
}

function callRows(call: CallView, alone: boolean, folding: Folding, filter: StepFilter): Row[] {
  const selection = { callKey: call.head.key, stepKey: null, runKey: null };
  const id = rowId(selection);
  const steps = call.steps.filter((step) => passesFilter(step.state.kind, filter));
  if (
    filter !== "all" &&
    steps.length === 0 &&
    !(call.steps.length === 0 && passesFilter(call.head.state.kind, filter))
  )
    return [];
  const open = steps.length === 0 ? null : (folding.get(id) ?? (filter !== "all" || opensItself(call, alone)));
  const row: CallRow = { type: "call", id, level: 1, selection, call, open };
  return open ? [row, ...steps.flatMap((step) => stepRows(call, step, folding))] : [row];
}

function stepRows(call: CallView, step: StepView, folding: Folding): Row[] {
  const selection = { callKey: call.head.key, stepKey: step.key, runKey: null };
  const id = rowId(selection);
  const waitFrom = endBefore(call, step);
  const open = step.runs.length < 2 ? null : (folding.get(id) ?? stepOpensItself(step));
  const row: StepRow = { type: "step", id, level: 2, selection, step, waitFrom, open };
  if (!open) return [row];
  const last = lastRun(step);
  return [row, ...step.runs.map((run) => runRow(row, run, run === last))];
}

function runRow({ step, waitFrom, selection }: StepRow, run: RunView, last: boolean): RunRow {
  const own = { ...selection, runKey: run.key };
  return { type: "run", id: rowId(own), level: 3, selection: own, step, run, waitFrom, last };
}

/** A long call is open from the start, and one that is all there is; a short one only when it is in trouble. */
export function opensItself({ head }: CallView, alone: boolean): boolean {
  const { kind } = head.state;
  return alone || head.kind === "init" || kind === "failed" || (head.kind === "scaleOut" && kind === "running");
}

/** A step on several hosts is open while it runs, when it failed, and when it once did. */
export function stepOpensItself(step: StepView): boolean {
  return step.state.kind === "running" || step.state.kind === "failed" || attemptsOf(step) > 1;
}

/** A step waits from the end of the one before it. */
export function endBefore(call: CallView, step: StepView): number | null {
  const before = call.steps[call.steps.indexOf(step) - 1];
  return before ? before.endedAt : call.head.startedAt;
}

const WAITING: ReadonlySet<StateKind> = new Set<StateKind>(["pending", "ready"]);

export function passesFilter(kind: StateKind, filter: StepFilter): boolean {
  if (filter === "all") return true;
  return filter === "waiting" ? WAITING.has(kind) : kind === filter;
}

export function countSteps(operation: OperationView, filter: StepFilter): number {
  const kinds = operation.calls.flatMap(({ head, steps }) =>
    steps.length === 0 ? [head.state.kind] : steps.map((step) => step.state.kind),
  );
  return kinds.filter((kind) => passesFilter(kind, filter)).length;
}

/** The row to go to with the left key: the parent of an open or leaf row. */
export function parentIndex(rows: readonly { level: number }[], index: number): number {
  const level = rows[index]?.level ?? 1;
  return rows.findLastIndex((row, at) => at < index && row.level < level);
}

/** Two layouts of the same row that draw the same. */
export function sameRow<R extends { id: string; type: string; selection: Selection }>(a: R, b: R): boolean {
  if (a.id !== b.id || a.type !== b.type) return false;
  const { selection: _a, ...left } = a;
  const { selection: _b, ...right } = b;
  return Object.entries(left).every(([key, value]) => Object.is(value, Reflect.get(right, key)));
}

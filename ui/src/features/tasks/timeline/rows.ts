import type { CallView, OperationView, RunView, StepView } from "../../../ipc/generated";
import { NO_FILTER, type Sieve, sieveOf } from "../model/filter";
import { type Selection, rowId } from "../model/selection";
import type { Usual, UsualTime } from "../model/usual";
import { waitsOf } from "../model/waits";
import { hasLanes, inLanes, laneOf } from "../model/lanes";
import { attemptsOf, lastRun } from "../model/work";

type Place = { id: string; level: 1 | 2 | 3; selection: Selection };

/** One line of the timeline. `open` is null where there is nothing to unfold. */
export type CallRow = Place & { type: "call"; call: CallView; open: boolean | null };
export type StepRow = Place & {
  type: "step";
  step: StepView;
  waitFrom: number | null;
  open: boolean | null;
  /** Whose lane it is in; empty where there are none. */
  lane: string;
};
export type RunRow = Place & { type: "run"; step: StepView; run: RunView; waitFrom: number | null; last: boolean };
export type Row = CallRow | StepRow | RunRow;

/** What the user folded or unfolded by hand, by row id. */
export type Folding = ReadonlyMap<string, boolean>;

const ALL = sieveOf(NO_FILTER);

export function layoutRows(operation: OperationView, folding: Folding, sieve: Sieve = ALL): Row[] {
  const alone = operation.calls.length === 1;
  const ofOcp = operation.head.system === "ocp";
  return operation.calls.flatMap((call) =>
    callRows(call, { alone, lanes: ofOcp && hasLanes(call.steps) }, folding, sieve),
  );
}

type Shape = { alone: boolean; lanes: boolean };

function callRows(call: CallView, { alone, lanes }: Shape, folding: Folding, sieve: Sieve): Row[] {
  const selection = { callKey: call.head.key, stepKey: null, runKey: null };
  const id = rowId(selection);
  const steps = sieve.active ? call.steps.filter(sieve.step) : call.steps;
  if (steps.length === 0 && sieve.active && !(call.steps.length === 0 && sieve.call(call.head))) return [];
  const open = steps.length === 0 ? null : (folding.get(id) ?? (sieve.active || opensItself(call, alone)));
  const row: CallRow = { type: "call", id, level: 1, selection, call, open };
  if (!open) return [row];
  const waits = waitsOf(call);
  const rows: Row[] = [row];
  for (const step of lanes ? inLanes(steps) : steps) {
    const place = { waitFrom: waits.get(step.key) ?? null, lane: lanes ? laneOf(step) : "" };
    pushStep(rows, call, step, place, folding, sieve);
  }
  return rows;
}

function pushStep(
  rows: Row[],
  call: CallView,
  step: StepView,
  { waitFrom, lane }: Pick<StepRow, "waitFrom" | "lane">,
  folding: Folding,
  sieve: Sieve,
): void {
  const selection = { callKey: call.head.key, stepKey: step.key, runKey: null };
  const id = rowId(selection);
  const open = step.runs.length < 2 ? null : (folding.get(id) ?? stepOpensItself(step));
  const row: StepRow = { type: "step", id, level: 2, selection, step, waitFrom, open, lane };
  rows.push(row);
  if (!open) return;
  for (const run of runRows(row, sieve)) rows.push(run);
}

/** A step is a new object whenever anything in it changes: until then its rows are the same ones. */
const known = new WeakMap<StepView, { of: StepRow; sieve: Sieve; rows: RunRow[] }>();

function runRows(of: StepRow, sieve: Sieve): RunRow[] {
  const { step, id, waitFrom } = of;
  const before = known.get(step);
  if (before?.of.id === id && before.of.waitFrom === waitFrom && before.sieve === sieve) return before.rows;
  const last = lastRun(step);
  const rows = sieve.runs(step).map((run) => runRow(of, run, run === last));
  known.set(step, { of, sieve, rows });
  return rows;
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

/** What the row usually takes: a host what its step does, a row of the future too. */
export function usualOfRow({ times }: Usual, row: Row): UsualTime | null {
  const { callKey, stepKey } = row.selection;
  return times.get(row.type === "run" ? rowId({ callKey, stepKey, runKey: null }) : row.id) ?? null;
}

/** The row to go to with the left key: the parent of an open or leaf row. */
export function parentIndex(rows: readonly { level: number }[], index: number): number {
  const level = rows[index]?.level ?? 1;
  return rows.findLastIndex((row, at) => at < index && row.level < level);
}

/** Two layouts of the same row that draw the same. */
export function sameRow<R extends { id: string; type: string; selection: Selection }>(a: R, b: R): boolean {
  if (a === b) return true;
  if (a.id !== b.id || a.type !== b.type) return false;
  const { selection: _a, ...left } = a;
  const { selection: _b, ...right } = b;
  return Object.entries(left).every(([key, value]) => Object.is(value, Reflect.get(right, key)));
}

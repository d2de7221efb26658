import type { OperationView } from "../../../ipc/generated";
import { type Selection, rowId } from "./selection";

/** Every host that failed at least once, and every call that was refused, in the order of the operation. */
export function errorPlaces(operation: OperationView): Selection[] {
  return rankedErrors(operation).map(({ place }) => place);
}

/** Where the next or previous error is told, going round; null when it is where one already is. */
export function nextErrorPlace(operation: OperationView, from: Selection | null, by: 1 | -1): Selection | null {
  const errors = rankedErrors(operation);
  const here = from === null ? null : rankOf(operation, from, by);
  const isBeyond = ({ rank }: Ranked) => here === null || compare(rank, here) * by > 0;
  const found = by === 1 ? (errors.find(isBeyond) ?? errors[0]) : (errors.findLast(isBeyond) ?? errors.at(-1));
  if (found === undefined || (from !== null && covers(from, found.place))) return null;
  return { ...found.place, error: by === 1 ? "first" : "last" };
}

type Rank = readonly [call: number, step: number, run: number];
type Ranked = { place: Selection; rank: Rank };

function rankedErrors({ calls }: OperationView): Ranked[] {
  const found: Ranked[] = [];
  for (const [call, { head, steps }] of calls.entries()) {
    const callKey = head.key;
    if (steps.length === 0 && head.state.kind === "failed")
      found.push({ place: { callKey, stepKey: null, runKey: null }, rank: [call, -1, 0] });
    for (const [step, { key: stepKey, runs }] of steps.entries())
      for (const [nth, run] of runs.entries()) {
        if (!run.attempts.some((attempt) => attempt.state.kind === "failed")) continue;
        // A step on one host has no row for the run: the step stands for it.
        const runKey = runs.length > 1 ? run.key : null;
        found.push({ place: { callKey, stepKey, runKey }, rank: [call, step, nth] });
      }
  }
  return found;
}

/** A whole step reaches over all its hosts: what comes next comes after the last of them. */
function rankOf({ calls }: OperationView, { callKey, stepKey, runKey }: Selection, by: 1 | -1): Rank {
  const call = calls.findIndex(({ head }) => head.key === callKey);
  const steps = calls[call]?.steps ?? [];
  const step = steps.findIndex(({ key }) => key === stepKey);
  const runs = steps[step]?.runs ?? [];
  const run = runKey === null ? (by === 1 ? runs.length : -1) : runs.findIndex(({ key }) => key === runKey);
  return [call, step, run];
}

function compare(a: Rank, b: Rank): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function covers(from: Selection, place: Selection): boolean {
  return (
    rowId(from) === rowId(place) || (from.runKey === null && from.stepKey !== null && from.stepKey === place.stepKey)
  );
}

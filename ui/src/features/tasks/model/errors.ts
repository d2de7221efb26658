import type { OperationView } from "../../../ipc/generated";
import { type Selection, rowId } from "./selection";

/** Every host that failed at least once, and every call that was refused, in the order of the operation. */
export function errorPlaces({ calls }: OperationView): Selection[] {
  return calls.flatMap(({ head, steps }): Selection[] => {
    const callKey = head.key;
    if (steps.length === 0) return head.state.kind === "failed" ? [{ callKey, stepKey: null, runKey: null }] : [];
    return steps.flatMap((step) =>
      step.runs
        .filter((run) => run.attempts.some((attempt) => attempt.state.kind === "failed"))
        .map((run) => ({ callKey, stepKey: step.key, runKey: step.runs.length > 1 ? run.key : null })),
    );
  });
}

/** Where the next or previous error is told, going round; null when it is where one already is. */
export function nextErrorPlace(operation: OperationView, from: Selection | null, by: 1 | -1): Selection | null {
  const places = errorPlaces(operation);
  const ranked = places.map((place) => ({ place, rank: rankOf(operation, place, by) }));
  const here = from === null ? null : rankOf(operation, from, by);
  const beyond = ranked.filter(({ rank }) => here === null || compare(rank, here) * by > 0);
  const found = (by === 1 ? beyond[0] : beyond.at(-1))?.place ?? (by === 1 ? places[0] : places.at(-1));
  if (found === undefined || (from !== null && covers(from, found))) return null;
  return { ...found, error: by === 1 ? "first" : "last" };
}

type Rank = readonly [call: number, step: number, run: number];

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

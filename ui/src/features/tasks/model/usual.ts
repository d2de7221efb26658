import type { OperationView, StateKind, UsualStep, UsualTimes } from "../../../ipc/generated";
import { rowId } from "./selection";

/** How long a step, or a whole call, usually waits and works, in milliseconds. */
export type UsualTime = { waitMs: number; tookMs: number };

/** The estimate's ground: of how many earlier runs it is the median, where they were, and what they took at least and at most. */
export type Basis = { runs: number; sameConnection: boolean; leastMs: number; mostMs: number };

export type Usual = {
  /** By row id; a host takes what its step does. */
  times: ReadonlyMap<string, UsualTime>;
  /** By the key of the call. */
  bases: ReadonlyMap<string, Basis>;
};

export const NO_USUAL: Usual = { times: new Map(), bases: new Map() };

/** What earlier runs took, laid on the steps of this one: the second step of a name on the second of that name. */
export function usualOf(operation: OperationView, times: UsualTimes | undefined): Usual {
  if (times === undefined || times.calls.length === 0) return NO_USUAL;
  const known = new Map(times.calls.map((call) => [call.callKey, call]));
  const found = new Map<string, UsualTime>();
  const bases = new Map<string, Basis>();
  for (const { head, steps } of operation.calls) {
    const usual = known.get(head.key);
    if (usual === undefined) continue;
    const { runs, sameConnection, leastMs, mostMs } = usual;
    bases.set(head.key, { runs, sameConnection, leastMs, mostMs });
    found.set(rowId({ callKey: head.key, stepKey: null, runKey: null }), { waitMs: 0, tookMs: usual.tookMs });
    const byName = groupByName(usual.steps);
    const met = new Map<string, number>();
    for (const { key, name } of steps) {
      const nth = met.get(name) ?? 0;
      met.set(name, nth + 1);
      const time = byName.get(name)?.[nth];
      if (time !== undefined) found.set(rowId({ callKey: head.key, stepKey: key, runKey: null }), time);
    }
  }
  return { times: found, bases };
}

function groupByName(steps: readonly UsualStep[]): Map<string, UsualStep[]> {
  const groups = new Map<string, UsualStep[]>();
  for (const step of steps) {
    const group = groups.get(step.name);
    if (group === undefined) groups.set(step.name, [step]);
    else group.push(step);
  }
  return groups;
}

/** Half as long again, and five seconds more, is slow; less may be chance. */
const CLEARLY = 1.5;
const CLEARLY_MS = 5000;
/** A step that usually takes next to nothing is not a hundred times slower. */
const SHORTEST_MS = 1000;

/** How many times as long as usual, where it is clearly longer. */
export function slowerBy(tookMs: number | null, usual: UsualTime | undefined | null): number | null {
  if (tookMs === null || usual === undefined || usual === null) return null;
  const slow = tookMs >= usual.tookMs * CLEARLY && tookMs - usual.tookMs >= CLEARLY_MS;
  return slow ? tookMs / Math.max(usual.tookMs, SHORTEST_MS) : null;
}

const COUNTS: ReadonlySet<StateKind> = new Set<StateKind>(["running", "succeeded", "unknown"]);

/** What failed, was stopped or undone has a length of its own: it is not slow. */
export function isComparable(kind: StateKind): boolean {
  return COUNTS.has(kind);
}

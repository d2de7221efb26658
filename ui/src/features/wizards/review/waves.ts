import type { PlannedCall } from "../../../ipc/generated";

/** Calls in waves: each needs only calls of earlier ones, so those of one wave run side by side. */
export function wavesOf(calls: PlannedCall[]): PlannedCall[][] {
  const depth = new Map<string, number>();
  const byKey = new Map(calls.map((call) => [call.key, call]));
  const depthOf = (call: PlannedCall, trail: string[]): number => {
    const known = depth.get(call.key);
    if (known !== undefined) return known;
    const needs = call.needs.flatMap((key) => byKey.get(key) ?? []).filter((need) => !trail.includes(need.key));
    const found = Math.max(-1, ...needs.map((need) => depthOf(need, [...trail, need.key]))) + 1;
    depth.set(call.key, found);
    return found;
  };
  const waves: PlannedCall[][] = [];
  for (const call of calls) (waves[depthOf(call, [call.key])] ??= []).push(call);
  return waves;
}

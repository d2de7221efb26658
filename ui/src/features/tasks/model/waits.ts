import type { CallView, StepView } from "../../../ipc/generated";

/** From when each step of a call waits, by its key: the end of the last one it needs. Null while that is not known. */
export function waitsOf({ head, steps }: CallView): Map<string, number | null> {
  const byKey = new Map(steps.map((step) => [step.key, step]));
  let before: StepView | undefined;
  const waits = new Map<string, number | null>();
  for (const step of steps) {
    waits.set(step.key, step.after === null ? (before ? before.endedAt : head.startedAt) : latest(step.after));
    before = step;
  }
  return waits;

  function latest(keys: readonly string[]): number | null {
    let end = head.startedAt;
    for (const key of keys) {
      const needed = byKey.get(key);
      if (needed === undefined) continue;
      if (needed.endedAt === null) return null;
      end = Math.max(end ?? needed.endedAt, needed.endedAt);
    }
    return end;
  }
}

import type { StepView } from "../../../ipc/generated";
import { needsOf } from "../model/order";

/** A step that is left for another, with the hidden ones between them; null is the beginning. */
export type Way = { key: string | null; skips: number };

type Ways = {
  /** For each step that is shown, what leads there: the nearest steps shown before it. */
  into: Map<string, Way[]>;
  /** Hidden steps behind the last one shown. */
  behind: (key: string) => number;
};

/**
 * How the steps that `shows` lets through follow each other, past those that it hides. A key that no step has is
 * handed on as it is: an edge without a beginning.
 */
export function waysBetween(steps: readonly StepView[], shows: (step: StepView) => boolean): Ways {
  const known = new Map(steps.map((step) => [step.key, step]));
  const shown = new Set(steps.filter(shows).map(({ key }) => key));
  const before = needsOf(steps);
  const into = new Map<string, Way[]>();
  for (const key of shown) into.set(key, nearest(key));
  const lastShown = steps.findLastIndex(({ key }) => shown.has(key));
  return { into, behind: (key) => (key === steps[lastShown]?.key ? steps.length - 1 - lastShown : 0) };

  function nearest(start: string): Way[] {
    const found = new Map<string, Way>();
    const passed = new Set<string>();
    let front = before.get(start) ?? [];
    let skips = 0;
    for (; front.length > 0; skips += 1) {
      const next: string[] = [];
      for (const key of front) {
        if (shown.has(key) || !known.has(key)) {
          if (!found.has(key)) found.set(key, { key, skips });
        } else if (!passed.has(key)) {
          passed.add(key);
          next.push(...(before.get(key) ?? []));
        }
      }
      front = next;
    }
    return found.size > 0 ? [...found.values()] : [{ key: null, skips }];
  }
}

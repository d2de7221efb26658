import type { StepView } from "../../../ipc/generated";

/** What each step waits for, by key: what it names, else the step before it. */
export function needsOf(steps: readonly StepView[]): Map<string, readonly string[]> {
  return new Map(
    steps.map((step, index) => {
      const before = steps[index - 1];
      return [step.key, step.after ?? (before === undefined ? [] : [before.key])];
    }),
  );
}

/** Every step behind all that it waits for. Those that wait for each other in a circle come last, in their own order. */
export function inOrder(steps: readonly StepView[]): StepView[] {
  const byKey = new Map(steps.map((step) => [step.key, step]));
  const followers = new Map<string, string[]>();
  const missing = new Map<string, number>();
  for (const [key, needs] of needsOf(steps)) {
    const known = [...new Set(needs)].filter((need) => byKey.has(need));
    missing.set(key, known.length);
    for (const need of known) {
      const others = followers.get(need);
      if (others === undefined) followers.set(need, [key]);
      else others.push(key);
    }
  }
  const ready = steps.filter(({ key }) => missing.get(key) === 0).map(({ key }) => key);
  for (const key of ready)
    for (const follower of followers.get(key) ?? []) {
      const left = (missing.get(follower) ?? 1) - 1;
      missing.set(follower, left);
      if (left === 0) ready.push(follower);
    }
  const placed = new Set(ready);
  return [...ready, ...steps.map(({ key }) => key).filter((key) => !placed.has(key))].flatMap(
    (key) => byKey.get(key) ?? [],
  );
}

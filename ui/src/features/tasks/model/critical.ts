import type { CallView, OperationView, StepView } from "../../../ipc/generated";
import { inOrder, needsOf } from "./order";
import { rowId } from "./selection";
import { lastRun, stepTook } from "./work";

/**
 * Rows that set how long the whole took, by their ids: in each step the host that ended last, and where steps wait for
 * each other as they please, the chain of them that is longest in time.
 */
export function criticalOf(operation: OperationView, until: number): ReadonlySet<string> {
  const rows = new Set<string>();
  for (const call of operation.calls) {
    const callKey = call.head.key;
    for (const step of call.steps) {
      const run = lastRun(step);
      if (run !== null) rows.add(rowId({ callKey, stepKey: step.key, runKey: run.key }));
    }
    for (const step of longestChain(call, until)) rows.add(rowId({ callKey, stepKey: step.key, runKey: null }));
  }
  return rows;
}

/** Empty where each step waits for the one before it: there all of them are the chain. */
export function longestChain({ steps }: CallView, until: number): StepView[] {
  if (!steps.some(({ after }) => after !== null)) return [];
  const needs = needsOf(steps);
  const byKey = new Map(steps.map((step) => [step.key, step]));
  const lengths = new Map<string, number>();
  const before = new Map<string, string>();
  let longest: string | null = null;
  for (const step of inOrder(steps)) {
    if (step.startedAt === null) continue;
    let most = 0;
    for (const need of needs.get(step.key) ?? []) {
      const length = lengths.get(need);
      if (length === undefined || length <= most) continue;
      most = length;
      before.set(step.key, need);
    }
    // Each counts a little, so that a chain of instant steps is still a chain.
    lengths.set(step.key, most + (stepTook(step, until) ?? 0) + 1);
    if (longest === null || (lengths.get(step.key) ?? 0) > (lengths.get(longest) ?? 0)) longest = step.key;
  }
  const chain: StepView[] = [];
  for (let key = longest ?? undefined; key !== undefined; key = before.get(key)) {
    const step = byKey.get(key);
    if (step !== undefined) chain.unshift(step);
  }
  return chain;
}

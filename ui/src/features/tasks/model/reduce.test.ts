import { describe, expect, test } from "vitest";
import type { OperationEvent } from "../../../ipc/generated";
import { fixedClock, createFakeOperations } from "../fixtures/fake-operations";
import { must } from "../fixtures/must";
import { NOTHING_YET, type OperationState, reduceOperation } from "./reduce";

const fake = createFakeOperations(fixedClock);

function opened(beat = 0): OperationState {
  const state = reduceOperation(NOTHING_YET, { type: "snapshot", seq: 4, operation: fake.snapshot("running", beat) });
  if (state === "gap") throw new Error("a snapshot is no gap");
  return state;
}

function changed(seq: number, over: Partial<Extract<OperationEvent, { type: "changed" }>> = {}): OperationEvent {
  return { type: "changed", seq, head: fake.snapshot("running").head, calls: [], steps: [], ...over };
}

describe("reduceOperation", () => {
  test("takes a snapshot", () => {
    expect(opened()).toEqual({ seq: 4, operation: fake.snapshot("running"), problem: null });
  });

  test("applies a delta and keeps every untouched row", () => {
    const before = opened();
    const init = before.operation?.calls.at(-1);
    const step = init?.steps[2];
    if (!init || !step) throw new Error("the fixture has an init call with steps");
    const after = reduceOperation(
      before,
      changed(5, { steps: [{ callKey: "init", order: null, steps: [{ ...step, name: "Renamed" }] }] }),
    );
    if (after === "gap") throw new Error("5 follows 4");
    const steps = after.operation?.calls.at(-1)?.steps ?? [];
    expect(steps[2]?.name).toBe("Renamed");
    expect(steps[2]?.runs).toBe(step.runs);
    expect(steps.filter((candidate, index) => candidate === init.steps[index])).toHaveLength(init.steps.length - 1);
    expect(after.operation?.calls[0]).toBe(before.operation?.calls[0]);
    expect(after.operation?.head).toBe(before.operation?.head);
  });

  test("an equal delta keeps the operation itself", () => {
    const before = opened();
    const after = reduceOperation(
      before,
      changed(5, { calls: fake.snapshot("running").calls.map((call) => call.head) }),
    );
    expect(after).toMatchObject({ seq: 5 });
    expect(after !== "gap" && after.operation).toBe(before.operation);
  });

  test("an equal snapshot after a new subscription keeps the operation itself", () => {
    const before = opened();
    const after = reduceOperation(before, { type: "snapshot", seq: 0, operation: fake.snapshot("running") });
    expect(after !== "gap" && after.operation).toBe(before.operation);
  });

  test("replaces a planned step by the one that came, in the given order", () => {
    const before = opened();
    const init = before.operation?.calls.at(-1);
    const planned = init?.steps.find((step) => step.key.startsWith("plan:"));
    if (!init || !planned) throw new Error("the fixture has planned steps");
    const order = init.steps.map((step) => (step === planned ? "real" : step.key));
    const after = reduceOperation(
      before,
      changed(5, { steps: [{ callKey: "init", order, steps: [{ ...planned, key: "real" }] }] }),
    );
    expect(after !== "gap" && after.operation?.calls.at(-1)?.steps.map((step) => step.key)).toEqual(order);
  });

  test("adds a call it had not heard of", () => {
    const head = { ...must(fake.snapshot("running").calls[0]).head, key: "join:new" };
    const after = reduceOperation(opened(), changed(5, { calls: [head] }));
    expect(after !== "gap" && after.operation?.calls.at(-1)).toEqual({ head, steps: [] });
  });

  test("a missed event is a gap, a repeated one is nothing", () => {
    const state = opened();
    expect(reduceOperation(state, changed(6))).toBe("gap");
    expect(reduceOperation(state, changed(4))).toBe(state);
    expect(reduceOperation(NOTHING_YET, changed(0))).toBe("gap");
  });
});

test("a stream that cannot be opened says why, and keeps what was known", () => {
  const problem = {
    code: "notFound",
    message: "gone",
    detail: null,
    retryable: false,
    traceId: null,
    agentCode: null,
  } as const;
  const before = opened();
  expect(reduceOperation(before, { type: "lost", problem })).toEqual({ ...before, problem });
});

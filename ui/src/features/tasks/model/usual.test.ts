import { describe, expect, test } from "vitest";

import type { OperationView, StepView, UsualTimes } from "../../../ipc/generated";
import { must } from "../fixtures/must";
import { fixedFake } from "../fixtures/render-screen";
import { usualTimes } from "../fixtures/usual-at";
import { longestChain } from "./critical";
import { forecast, roughly } from "./forecast";
import { inOrder } from "./order";
import { NO_USUAL, slowerBy, usualOf } from "./usual";

const running = fixedFake.snapshot("foreseen");
const usual = usualOf(running, usualTimes("foreseen"));
const now = must(running.head.contact.lastAnswerAt ?? undefined);
const nowOf = (operation: OperationView) => operation.head.contact.lastAnswerAt ?? 0;

describe("what is usual", () => {
  test("goes by name, the second of a name on the second of that name", () => {
    const given: UsualTimes = {
      calls: [
        {
          callKey: "init",
          runs: 3,
          sameConnection: true,
          tookMs: 9,
          leastMs: 8,
          mostMs: 12,
          steps: [
            { name: "Synchronize agent from cluster", waitMs: 1, tookMs: 10 },
            { name: "Of another version", waitMs: 1, tookMs: 1 },
            { name: "Synchronize agent from cluster", waitMs: 2, tookMs: 20 },
          ],
        },
      ],
    };
    const { times, bases } = usualOf(running, given);
    expect(times.get("init › plan:10")).toMatchObject({ tookMs: 10 });
    expect(times.get("init › plan:12")).toMatchObject({ tookMs: 20 });
    expect(times.has("init › plan:11")).toBe(false);
    expect(bases.get("init")).toEqual({ runs: 3, sameConnection: true, leastMs: 8, mostMs: 12 });
  });

  test("slow is half as long again and five seconds more, not one of them", () => {
    const of = (tookMs: number) => ({ waitMs: 0, tookMs });
    expect(slowerBy(23_000, of(10_000))).toBeCloseTo(2.3);
    expect(slowerBy(14_900, of(10_000))).toBeNull();
    expect(slowerBy(9000, of(4500))).toBeNull();
    expect(slowerBy(8000, of(0))).toBe(8);
    expect(slowerBy(null, of(1))).toBeNull();
    expect(slowerBy(60_000, undefined)).toBeNull();
  });
});

describe("a forecast", () => {
  test("takes the agents of a fleet side by side", () => {
    const fleet = fixedFake.snapshot("proxies");
    const times = usualOf(fleet, usualTimes("proxies"));
    const left = (calls: OperationView["calls"]) => forecast({ ...fleet, calls }, times, nowOf(fleet)).left;
    const alone = fleet.calls.map((call) => left([call]));
    const longest = Math.max(...alone.map((one) => (one?.type === "left" ? one.ms : 0)));
    expect(longest).toBeGreaterThan(0);
    expect(left(fleet.calls)).toMatchObject({ type: "left", ms: longest });
  });

  test("is nothing without earlier runs", () => {
    expect(forecast(running, NO_USUAL, now)).toMatchObject({ end: null, left: null });
  });

  test("is nothing where a step still to come was never seen", () => {
    const times = new Map([...usual.times].filter(([id]) => id !== "init › plan:9"));
    expect(forecast(running, { ...usual, times }, now).left).toBeNull();
  });

  test("puts every step still to come behind what it waits for", () => {
    const { places, end, left } = forecast(running, usual, now);
    const coming = [4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) => must(places.get(`init › plan:${n}`)));
    expect(must(coming[0]).from).toBeGreaterThan(now);
    for (const [index, span] of coming.slice(1).entries()) expect(span.from).toBeGreaterThan(must(coming[index]).to);
    expect(end).toBe(must(coming.at(-1)).to);
    const basis = { runs: 5, sameConnection: true };
    expect(left).toMatchObject({ type: "left", ms: must(end ?? undefined) - now, basis });
  });

  test("counts down as time goes by", () => {
    const later = forecast(running, usual, now + 4000).left;
    const first = forecast(running, usual, now).left;
    if (first?.type !== "left" || later?.type !== "left") throw new Error("both are foreseen");
    expect(first.ms - later.ms).toBe(4000);
  });

  test("says longer, and no number, when a step takes clearly longer than it ever does", () => {
    const slow = fixedFake.snapshot("slower");
    expect(forecast(slow, usualOf(slow, usualTimes("slower")), nowOf(slow)).left).toMatchObject({
      type: "longer",
      basis: { runs: 3, sameConnection: false },
    });
  });

  test("of what failed begins with a retry", () => {
    const failed = fixedFake.snapshot("failedForeseen");
    const at = nowOf(failed);
    const { left } = forecast(failed, usualOf(failed, usualTimes("failedForeseen")), at);
    expect(left?.type).toBe("afterRetry");
    expect(forecast(failed, usualOf(failed, usualTimes("failedForeseen")), at + 60_000).left).toEqual(left);
  });

  test("is told roughly", () => {
    expect([0, 7400, 83_000, 123_000, 1_000_000].map(roughly)).toEqual([1000, 7000, 85_000, 120_000, 1_020_000]);
  });
});

describe("the longest chain", () => {
  const ocp = fixedFake.snapshot("ocpFailed");
  const call = must(ocp.calls[0]);
  const numbers = (steps: StepView[]) => steps.map(({ number }) => number);

  test("is the one that took longest, from its beginning to its end", () => {
    expect(numbers(longestChain(call, nowOf(ocp)))).toEqual([1, 3, 4, 6]);
  });

  test("is none where each step waits for the one before it", () => {
    expect(longestChain(must(running.calls.at(-1)), now)).toEqual([]);
  });

  test("ends, also where steps wait for each other in a circle", () => {
    const steps = call.steps.map((step) => (step.number === 1 ? { ...step, after: ["80216"] } : step));
    expect(longestChain({ ...call, steps }, nowOf(ocp)).length).toBeGreaterThan(0);
    expect(new Set(inOrder(steps))).toEqual(new Set(steps));
  });

  test("of thousands is found at once", () => {
    const [first] = call.steps;
    const steps = Array.from({ length: 5000 }, (_, index) => ({
      ...must(first),
      key: String(index),
      number: index + 1,
      // The list is upside down: each waits for the one behind it.
      after: index === 4999 ? [] : [String(index + 1)],
    }));
    expect(longestChain({ ...call, steps }, nowOf(ocp))).toHaveLength(5000);
  });
});

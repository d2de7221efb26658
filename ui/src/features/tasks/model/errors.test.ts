import { describe, expect, test } from "vitest";

import { must } from "../fixtures/must";
import { fixedFake } from "../fixtures/render-screen";
import { errorPlaces, nextErrorPlace } from "./errors";
import { rowId } from "./selection";

const twice = fixedFake.snapshot("failedTwice");
const [third, tenth] = errorPlaces(twice);

describe("errors across steps", () => {
  test("are where a host failed, also when a retry helped", () => {
    expect(errorPlaces(twice).map(rowId)).toEqual([
      "init › init/3 › init/3/10.10.10.3:2886",
      "init › init/10 › init/10/10.10.10.3:2886",
    ]);
    expect(errorPlaces(fixedFake.snapshot("rejected")).map(rowId)).toEqual(["join:10.10.10.3:2886"]);
    expect(errorPlaces(fixedFake.snapshot("running"))).toEqual([]);
  });

  test("go on, back and round", () => {
    expect(nextErrorPlace(twice, must(third), 1)).toEqual({ ...must(tenth), error: "first" });
    expect(nextErrorPlace(twice, must(tenth), 1)).toEqual({ ...must(third), error: "first" });
    expect(nextErrorPlace(twice, must(tenth), -1)).toEqual({ ...must(third), error: "last" });
    expect(nextErrorPlace(twice, null, 1)).toMatchObject(must(third));
  });

  test("start from wherever one is", () => {
    const step = (key: string) => ({ callKey: "init", stepKey: key, runKey: null });
    expect(nextErrorPlace(twice, step("init/5"), 1)).toMatchObject(must(tenth));
    expect(nextErrorPlace(twice, step("init/5"), -1)).toMatchObject(must(third));
    expect(nextErrorPlace(twice, step("init/3"), 1)).toMatchObject(must(tenth));
  });

  test("are not found again in the one host of their step", () => {
    const failed = fixedFake.snapshot("failed");
    const [first] = errorPlaces(failed);
    const calls = failed.calls.map((call) => ({
      ...call,
      steps: call.steps.map((step) => ({
        ...step,
        runs: step.runs.filter(({ attempts }) => attempts.some(({ state }) => state.kind === "failed")),
      })),
    }));
    const alone = { ...failed, calls };
    expect(errorPlaces(alone).map(rowId)).toEqual(["init › init/3"]);
    expect(nextErrorPlace(alone, { ...must(first), runKey: null }, 1)).toBeNull();
    expect(nextErrorPlace(alone, { callKey: "init", stepKey: "init/12", runKey: null }, 1)).toMatchObject({
      stepKey: "init/3",
      error: "first",
    });
  });

  test("are nowhere else when all are in the log already open", () => {
    const failed = fixedFake.snapshot("failed");
    expect(nextErrorPlace(failed, must(errorPlaces(failed)[0]), 1)).toBeNull();
    expect(nextErrorPlace(failed, { callKey: "init", stepKey: "init/3", runKey: null }, 1)).toBeNull();
    expect(nextErrorPlace(fixedFake.snapshot("running"), null, 1)).toBeNull();
  });
});

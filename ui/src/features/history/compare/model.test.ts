import { describe, expect, it } from "vitest";

import { comparison } from "../fakes/comparison";
import { differenceOf, hostLines, inOrder, isSame, mostOf, ratioText, stepLines, totalDifference } from "./model";

const { before, after, steps } = comparison(Date.UTC(2026, 10, 20));

describe("a difference", () => {
  it("is signed, and has a ratio where there is a time to measure by", () => {
    expect(differenceOf(29_000, 67_000)).toMatchObject({ ms: 38_000, ratio: 67 / 29 });
    expect(differenceOf(0, 700)).toMatchObject({ ms: 700, ratio: null });
    expect(differenceOf(null, 700)).toMatchObject({ ms: null, ratio: null });
    expect(ratioText(67 / 29)).toBe("2.3");
    expect(ratioText(31.7)).toBe("32");
    expect(isSame(differenceOf(120, 130))).toBe(true);
    expect(isSame(differenceOf(null, 130))).toBe(false);
  });

  it("of a step that one run has alone is all of it", () => {
    const lines = stepLines(steps);
    expect(lines[3]).toMatchObject({ step: { name: "Check disk of new servers" }, difference: { ms: -4200 } });
    expect(lines[6]).toMatchObject({ step: { name: "Check status of new servers" }, difference: { ms: 800 } });
  });
});

describe("the steps", () => {
  it("come as they ran, or the largest difference first and the unknown last", () => {
    expect(inOrder(stepLines(steps), "steps").map(({ step }) => step)).toEqual(steps);
    const sorted = inOrder(stepLines(steps), "difference").map(({ step }) => step.name);
    expect(sorted.slice(0, 2)).toEqual(["Start observer", "Wait for replicas"]);
    expect(sorted.at(-1)).toBe("Convert master to cluster agent");
  });

  it("name the one that makes most of the difference, in the same direction", () => {
    const lines = stepLines(steps);
    const total = totalDifference(before, after);
    expect(total.ms).toBe(-80_000);
    expect(mostOf(lines, total)?.step.name).toBe("Start observer");
    expect(mostOf(lines, differenceOf(1000, 30_000))?.step.name).toBe("Wait for replicas");
    expect(mostOf(lines, differenceOf(1000, 1001))).toBeNull();
    expect(mostOf(lines, differenceOf(null, 1001))).toBeNull();
  });
});

it("hosts of both runs stand side by side, also those that one run has alone", () => {
  const step = steps[2];
  if (step?.before == null || step.after == null) throw new Error("both runs have this step");
  const lines = hostLines(step.before, { ...step.after, hosts: step.after.hosts.slice(1) });
  expect(lines.map(({ host }) => host)).toEqual(["10.10.20.11:2886", "10.10.20.12:2886", "10.10.20.10:2886"]);
  expect(lines[2]).toMatchObject({ after: null, difference: { ms: null } });
  expect(lines[1]?.difference.ms).toBe(-66_700);
});

it("a second run on the same host, or on none that is named, is kept beside the first", () => {
  const figures = steps[2]?.before;
  const [host] = figures?.hosts ?? [];
  if (figures == null || host === undefined) throw new Error("the run before has this step");
  const twice = (tookMs: number[]) => ({
    ...figures,
    hosts: tookMs.map((took) => ({ ...host, host: "", tookMs: took })),
  });
  const lines = hostLines(twice([1000, 2000]), twice([1500, 4000, 700]));
  expect(lines.map(({ difference: { ms } }) => ms)).toEqual([500, 2000, null]);
  expect(new Set(lines.map(({ key }) => key)).size).toBe(3);
  expect(lines.map(({ host: name }) => name)).toEqual(["", "", ""]);
});

import { describe, expect, test } from "vitest";

import { must } from "../fixtures/must";
import { fixedFake } from "../fixtures/render-screen";
import { type Filter, NO_FILTER, countHosts, countStates, sieveOf } from "./filter";

const failed = fixedFake.snapshot("failed");
const init = must(failed.calls.at(-1));
const observer = must(init.steps[2]);
const namesBy = (part: Partial<Filter>) =>
  init.steps.filter(sieveOf({ ...NO_FILTER, ...part }).step).map(({ name }) => name);
const hostsBy = (part: Partial<Filter>) =>
  sieveOf({ ...NO_FILTER, ...part })
    .runs(observer)
    .map(({ host }) => host);

describe("a filter", () => {
  test("hides nothing when it is empty, and copies nothing", () => {
    const sieve = sieveOf(NO_FILTER);
    expect(sieve.active).toBe(false);
    expect(init.steps.every(sieve.step)).toBe(true);
    expect(sieve.runs(observer)).toBe(observer.runs);
  });

  test("finds words in names, whatever their case and order", () => {
    expect(namesBy({ text: "  OBSERVER start" })).toEqual(["Start observer"]);
    expect(namesBy({ text: "nothing like it" })).toEqual([]);
  });

  test("finds a host in the steps that ran on it, and shows it alone", () => {
    expect(namesBy({ text: "10.10.10.3" })).toEqual(["Create observer workdir", "Start observer"]);
    expect(hostsBy({ text: "zone3" })).toEqual(["10.10.10.3:2886"]);
    expect(hostsBy({ text: "start zone1" })).toEqual(["10.10.10.1:2886"]);
    expect(hostsBy({ text: "start" })).toHaveLength(3);
  });

  test("by host keeps what is still to come on all of them", () => {
    expect(namesBy({ host: "10.10.10.3:2886" })).toEqual([
      "Create observer workdir",
      "Start observer",
      "Synchronize agent from cluster",
      "Synchronize agent from cluster",
    ]);
    expect(hostsBy({ host: "10.10.10.3:2886" })).toEqual(["10.10.10.3:2886"]);
  });

  test("hides what is done, of steps and of hosts", () => {
    expect(namesBy({ unfinished: true })[0]).toBe("Start observer");
    expect(hostsBy({ unfinished: true })).toEqual(["10.10.10.3:2886"]);
  });

  test("counts states among what its other parts let through", () => {
    expect(countStates(failed, { ...NO_FILTER, state: "failed", host: "10.10.10.3:2886" })).toMatchObject({
      failed: 1,
      waiting: 2,
    });
    expect(countStates(failed, { ...NO_FILTER, text: "no such step" })).toEqual({
      all: 0,
      failed: 0,
      running: 0,
      waiting: 0,
    });
  });

  test("knows on how many steps each host worked", () => {
    expect(countHosts(failed).map(({ zone, steps }) => [zone, steps])).toEqual([
      ["zone1", 6],
      ["zone2", 4],
      ["zone3", 4],
    ]);
  });
});

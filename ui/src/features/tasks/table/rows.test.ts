import { describe, expect, test } from "vitest";

import { must } from "../fixtures/must";
import { fixedFake } from "../fixtures/render-screen";
import type { ScenarioId } from "../fixtures/scripted";
import { NO_FILTER, type StateFilter, sieveOf } from "../model/filter";
import { indexOf } from "../model/selection";

import { factsOf } from "./facts";
import { tableRows } from "./rows";
import { type Column, type Sorting, nextSorting } from "./sort";

const of = (id: ScenarioId, { folding = {}, filter = "all", sorting = null }: Asked = {}) =>
  tableRows(fixedFake.snapshot(id), {
    folding: new Map(Object.entries(folding)),
    sieve: sieveOf({ ...NO_FILTER, state: filter }),
    sorting,
    now: 0,
  });
type Asked = { folding?: Record<string, boolean>; filter?: StateFilter; sorting?: Sorting | null };
const by = (column: Column, down = false): Sorting => ({ column, down });

describe("rows", () => {
  test("one a step, numbered within its call, the failed one with its hosts", () => {
    const rows = of("failed");
    const numbers = rows.map((row) => factsOf(row, 0).number);
    expect(numbers.slice(0, 7)).toEqual(["1.1", "2.1", "2.2", "3.1", "3.2", "4.1", "5.1"]);
    expect(rows.filter(({ type }) => type === "run")).toHaveLength(3);
    expect(must(of("hundred")[0])).toMatchObject({ type: "step", number: "1" });
  });

  test("a call without steps has a row of its own", () => {
    const row = must(of("rejected", { filter: "failed" })[0]);
    expect(row.type).toBe("call");
    expect(factsOf(row, 0).message).toContain("obshell version inconsistent");
  });

  test("a host unfolds to its attempts, each with what it waited for", () => {
    const run = "init › init/3 › init/3/10.10.10.3:2886";
    const rows = of("retrying", { folding: { [run]: true } });
    const attempts = rows.filter(({ type }) => type === "attempt").map((row) => factsOf(row, 372_000));
    expect(attempts.map(({ attempt, state, message }) => [attempt, state.kind, message?.slice(0, 13)])).toEqual([
      [1, "failed", "rpc port 2882"],
      [2, "running", undefined],
    ]);
    expect(must(attempts[1]).waited).toBeGreaterThan(300_000);
  });
});

describe("sorting", () => {
  const values = (column: Column, sorting: Sorting) =>
    of("failed", { sorting })
      .filter(({ level }) => level === 1)
      .map((row) => factsOf(row, 0)[column]);

  test("by length, what has none last both ways", () => {
    const up = values("took", by("took"));
    const down = values("took", by("took", true));
    const known = up.filter((took) => took !== null);
    expect(known).toEqual(known.toSorted((a, b) => Number(a) - Number(b)));
    expect(down.slice(0, known.length)).toEqual(known.toReversed());
    expect(up.slice(known.length).every((took) => took === null)).toBe(true);
    expect(down.at(-1)).toBeNull();
  });

  test("by state puts the failed step first, its hosts still below it", () => {
    const rows = of("failed", { sorting: by("state") });
    expect(rows.slice(0, 4).map((row) => [row.type, factsOf(row, 0).state.kind])).toEqual([
      ["step", "failed"],
      ["run", "failed"],
      ["run", "succeeded"],
      ["run", "succeeded"],
    ]);
  });

  test("by number counts 10 after 9", () => {
    const numbers = values("number", by("number"));
    expect(numbers.indexOf("6.10")).toBe(numbers.indexOf("6.9") + 1);
  });

  test("goes up, down, and back to the order it runs in", () => {
    const first = nextSorting(null, "took");
    expect(first).toEqual(by("took"));
    expect(nextSorting(first, "took")).toEqual(by("took", true));
    expect(nextSorting(by("took", true), "took")).toBeNull();
    expect(nextSorting(first, "name")).toEqual(by("name"));
  });
});

describe("the row of what is chosen", () => {
  const chosen = { callKey: "init", stepKey: "init/3", runKey: "init/3/10.10.10.3:2886" };

  test("is its own, or the folded one it is in", () => {
    expect(of("failed")[indexOf(of("failed"), chosen)]).toMatchObject({ type: "run" });
    const folded = of("failed", { folding: { "init › init/3": false } });
    expect(folded[indexOf(folded, chosen)]).toMatchObject({ type: "step", id: "init › init/3" });
  });

  test("is none when the filter hides it", () => {
    expect(indexOf(of("failed", { filter: "waiting" }), chosen)).toBe(-1);
  });

  test("an attempt stands in its host's row where attempts have none", () => {
    const attempt = { ...chosen, attempt: 1 };
    expect(of("failed")[indexOf(of("failed"), attempt)]).toMatchObject({ type: "run" });
  });
});

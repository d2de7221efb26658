import { describe, expect, test } from "vitest";

import type { OperationView, StepView } from "../../../ipc/generated";
import { must } from "../fixtures/must";
import { fixedFake } from "../fixtures/render-screen";
import { NO_FILTER, countStates, sieveOf } from "../model/filter";
import { defaultSelection, findSelected, resolveSelection, rowId } from "../model/selection";
import { barsOf } from "./bars";
import { futureOf } from "./future";
import { placeBars, windowFor } from "./place";
import { layoutRows, parentIndex, sameRow } from "./rows";
import { createScale } from "./scale";

const names = (id: string, folding = new Map<string, boolean>()) =>
  layoutRows(fixedFake.snapshot(id), folding).map((row) => `${row.level} ${row.type}`);

/** As the console tells an OCP's task: a subtask a host is a step of its own, in the order of the graph. */
function onHosts(names: string[], hosts: string[]): OperationView {
  const operation = fixedFake.snapshot("ocpRunning");
  const [call] = operation.calls;
  const template = must(must(call).steps.find(({ runs }) => runs.length === 1));
  const single = (key: string, name: string, host: string, number: number): StepView => ({
    ...template,
    key,
    name,
    number,
    runs: [{ ...must(template.runs[0]), key: `${key}.run`, host }],
  });
  const parallel = names.flatMap((name) => hosts.map((host) => ({ name, host })));
  const all = [{ name: "Prepare", host: "" }, ...parallel, { name: "Finish", host: "" }];
  const steps = all.map(({ name, host }, index) => single(`${index}`, name, host, index + 1));
  return { ...operation, calls: [{ ...must(call), steps }] };
}

const lanesOf = (operation: OperationView) =>
  layoutRows(operation, new Map()).flatMap((row) => (row.type === "step" ? `${row.lane} ${row.step.name}`.trim() : []));

describe("an OCP's task", () => {
  test("is a lane a host where its steps are those of several hosts", () => {
    expect(lanesOf(onHosts(["Install", "Start"], ["10.0.0.1", "10.0.0.2"]))).toEqual([
      "Prepare",
      "10.0.0.1 Install",
      "10.0.0.1 Start",
      "10.0.0.2 Install",
      "10.0.0.2 Start",
      "Finish",
    ]);
  });

  test("still names the host when only one is looked at", () => {
    const operation = onHosts(["Install"], ["10.0.0.1", "10.0.0.2"]);
    const rows = layoutRows(operation, new Map(), sieveOf({ ...NO_FILTER, host: "10.0.0.2" }));
    expect(rows.flatMap((row) => (row.type === "step" ? row.lane : []))).toContain("10.0.0.2");
  });

  test("names no host where there is but one", () => {
    expect(lanesOf(onHosts(["Install", "Start"], ["10.0.0.1"]))).toEqual(["Prepare", "Install", "Start", "Finish"]);
  });
});

describe("layoutRows", () => {
  test("folds short calls, opens the long one, its running and its failed step", () => {
    expect(names("failed").slice(0, 8)).toEqual([
      "1 call",
      "1 call",
      "1 call",
      "1 call",
      "1 call",
      "1 call",
      "2 step",
      "2 step",
    ]);
    const rows = layoutRows(fixedFake.snapshot("failed"), new Map());
    expect(rows.filter((row) => row.type === "run").map((row) => row.run.host)).toEqual([
      "10.10.10.1:2886",
      "10.10.10.2:2886",
      "10.10.10.3:2886",
    ]);
    expect(rows.filter((row) => row.type === "step").map((row) => row.step.number)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
    ]);
  });

  test("keeps what the user folded", () => {
    const folding = new Map([
      ["init", false],
      ["join:10.10.10.2:2886", true],
    ]);
    const rows = layoutRows(fixedFake.snapshot("failed"), folding);
    expect(rows.map((row) => row.level)).toEqual([1, 1, 2, 2, 1, 1, 1, 1]);
  });

  test("lays out the hosts of a step again only when it or the filter is another", () => {
    const operation = fixedFake.snapshot("failed");
    const runs = (sieve = sieveOf(NO_FILTER)) =>
      layoutRows(operation, new Map(), sieve).filter((row) => row.type === "run");
    const all = sieveOf(NO_FILTER);
    const before = runs(all);
    expect(runs(all).every((row, index) => row === before[index])).toBe(true);
    const narrowed = runs(sieveOf({ ...NO_FILTER, host: "10.10.10.2:2886" }));
    expect(narrowed.map((row) => row.run.host)).toEqual(["10.10.10.2:2886"]);
    expect(runs(all)).toEqual(before);
  });

  test("marks the host that set the length of the step", () => {
    const rows = layoutRows(fixedFake.snapshot("retrying"), new Map()).filter((row) => row.type === "run");
    expect(rows.filter((row) => row.last).map((row) => row.run.host)).toEqual(["10.10.10.3:2886"]);
  });

  test("filters steps by state and counts them", () => {
    const operation = fixedFake.snapshot("failed");
    const failed = layoutRows(operation, new Map(), sieveOf({ ...NO_FILTER, state: "failed" })).filter(
      (row) => row.type === "step",
    );
    expect(failed.map((row) => row.step.name)).toEqual(["Start observer"]);
    expect(countStates(operation, NO_FILTER)).toEqual({ all: 21 - 2, failed: 1, running: 0, waiting: 9 });
  });

  test("finds the parent", () => {
    const rows = layoutRows(fixedFake.snapshot("failed"), new Map());
    const run = rows.findIndex((row) => row.type === "run");
    expect(must(rows[parentIndex(rows, run)]).type).toBe("step");
    expect(must(rows[parentIndex(rows, parentIndex(rows, run))]).id).toBe("init");
  });

  test("two layouts of one operation draw the same", () => {
    const operation = fixedFake.snapshot("failed");
    const [a, b] = [layoutRows(operation, new Map()), layoutRows(operation, new Map())];
    expect(a.every((row, index) => sameRow(row, must(b[index])))).toBe(true);
  });
});

describe("barsOf", () => {
  const rowsOf = (id: string) => layoutRows(fixedFake.snapshot(id), new Map());
  const runBars = (id: string, host: string, stopped = false) =>
    barsOf(must(rowsOf(id).find((row) => row.type === "run" && row.run.host === host)), stopped);

  test("attempts are separate bars joined by dots, the reason between them", () => {
    const bars = runBars("retrying", "10.10.10.3:2886");
    expect(bars.map((bar) => bar.type)).toEqual(["wait", "stopped", "note", "work", "work"]);
    const work = bars.filter((bar) => bar.type === "work");
    expect(work.map((bar) => [bar.kind, bar.to === null])).toEqual([
      ["failed", false],
      ["running", true],
    ]);
  });

  test("dots go on to now while the operation stands", () => {
    expect(runBars("failed", "10.10.10.3:2886", true).find((bar) => bar.type === "stopped")).toMatchObject({
      to: null,
    });
    expect(runBars("failed", "10.10.10.3:2886", false).find((bar) => bar.type === "stopped")).toBeUndefined();
  });

  test("an open step sums up its hosts with thin bars", () => {
    const step = must(rowsOf("retrying").find((row) => row.type === "step" && row.step.name === "Start observer"));
    const work = barsOf(step, false).filter((bar) => bar.type === "work");
    expect(work.map((bar) => [bar.kind, bar.thin])).toEqual([
      ["failed", true],
      ["running", true],
    ]);
  });

  test("what is still to come has no bar but a place behind now", () => {
    const operation = fixedFake.snapshot("running");
    const coming = layoutRows(operation, new Map()).filter((row) => row.type === "step" && row.step.startedAt === null);
    expect(coming.flatMap((row) => barsOf(row, false))).toEqual([]);
    const { places } = futureOf(operation, 400);
    const xs = coming.map((row) => must(places.get(row.id)));
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
  });

  test("a refused call says why, one without an answer is open", () => {
    expect(barsOf(must(rowsOf("rejected")[2]), true).map((bar) => bar.type)).toEqual(["note", "work"]);
    const lost = barsOf(must(rowsOf("unknownJournal").find((row) => row.id === "cluster-config")), false);
    expect(lost.find((bar) => bar.type === "work")).toMatchObject({ kind: "unknown", to: null });
  });
});

describe("placeBars", () => {
  test("leaves out what cannot be seen, and grows what runs up to now", () => {
    const scale = createScale(0, [], 1);
    const bars = [
      { type: "work", from: 0, to: 100, kind: "succeeded", thin: false, attempt: 1 },
      { type: "work", from: 500, to: null, kind: "running", thin: false, attempt: 2 },
    ] as const;
    expect(placeBars([...bars], scale, 900, { left: 200, right: 1000 })).toEqual([
      { bar: bars[1], x: 500, width: 400 },
    ]);
    expect(placeBars([...bars], scale, 900, { left: -50, right: 50 })).toHaveLength(1);
  });

  test("a bar is never thinner than two pixels", () => {
    const bar = { type: "work", from: 10, to: 10, kind: "failed", thin: false, attempt: 1 } as const;
    expect(placeBars([bar], createScale(0, [], 0.001), 0, { left: -10, right: 10 })[0]?.width).toBe(2);
  });

  test("the window stands still within half a width", () => {
    expect(windowFor(10, 800)).toEqual(windowFor(390, 800));
    expect(windowFor(10, 800)).not.toEqual(windowFor(410, 800));
  });
});

describe("selection", () => {
  test("is the failed run, the running step, or the last step", () => {
    const ofId = (id: string) => rowId(must(defaultSelection(fixedFake.snapshot(id))));
    expect(ofId("failed")).toBe("init › init/3 › init/3/10.10.10.3:2886");
    expect(ofId("running")).toBe("init › init/3");
    expect(ofId("succeeded")).toBe("init › init/12");
    expect(ofId("rejected")).toBe("join:10.10.10.3:2886");
  });

  test("falls back when what was chosen is gone", () => {
    const operation = fixedFake.snapshot("failed");
    const gone = { callKey: "init", stepKey: "plan:99", runKey: null };
    expect(findSelected(operation, gone)).toBeNull();
    expect(resolveSelection(operation, gone)).toEqual(defaultSelection(operation));
    const chosen = { callKey: "init", stepKey: null, runKey: null };
    expect(resolveSelection(operation, chosen)).toBe(chosen);
  });
});

import { describe, expect, it } from "vitest";

import type { TaskRow } from "../../../ipc/generated";
import { manyRows } from "../fakes/many";
import { onAgent, taskRow, typicalRows } from "../fakes/rows";
import { wayTo } from "../use-open-row";
import { type Filter, findRows, mainTasks, NO_FILTER } from "./filter";
import { type Grouping, layLines, type Line } from "./lines";
import { medianOf, seriesOf } from "./series";
import { comparing, nextSorting, type Sorting, tookMs } from "./sort";
import { createTextOf } from "./text";

const NOON = new Date(2026, 10, 20, 12, 0).getTime();
const nameOf = (row: TaskRow) => row.name;
const rows = typicalRows(NOON);

describe("the filter", () => {
  it("counts for each chip what the other filters leave", () => {
    const all = find({});
    expect(all.counts).toEqual({ all: 12, running: 2, failed: 1, waiting: 1, done: 5, undone: 2, other: 1 });
    expect(find({ shown: "failed" }).counts).toEqual(all.counts);
    expect(keys(find({ shown: "failed" }).rows)).toEqual(["14"]);
    expect(find({ connection: "c-ocp-main" }).counts).toMatchObject({ all: 3, running: 1, undone: 1, other: 1 });
    expect(keys(find({ place: "obProxy" }).rows)).toEqual(["proxy"]);
  });

  it("takes what has not ended for something of today", () => {
    const long = taskRow("long", "running", { startedAt: NOON - 900 * 86_400_000 });
    expect(keys(find({ within: "day" }, [...rows, long]).rows)).toContain("long");
    expect(keys(find({ within: "day" }).rows)).not.toContain("13");
    expect(keys(find({ within: "week" }).rows)).toContain("13");
    expect(keys(find({ within: "week" }).rows)).not.toContain("9");
  });

  it("hides what follows a task that is known, and nothing else", () => {
    const orphan = taskRow("orphan", "failed", { ...onAgent("10.0.0.9:2886"), mainTaskId: "77" });
    const elsewhere = taskRow("elsewhere", "failed", { connectionId: "c-other", mainTaskId: "15" });
    const given = [...rows, orphan, elsewhere];
    expect(keys(find({}, given).rows)).toEqual(expect.arrayContaining(["orphan", "elsewhere"]));
    expect(keys(find({}, given).rows)).not.toContain("15-a");
    expect(find({}, given).subTasks).toBe(2);
    expect(keys(find({ subTasks: "shown" }, given).rows)).toContain("15-a");
  });

  it("finds every word in name, host, cluster, step or id", () => {
    expect(keys(find({ text: "UPGRADE zone2" }).rows)).toEqual(["14"]);
    expect(keys(find({ text: "10.20.30.2" }).rows)).toEqual(["fresh-2"]);
    expect(keys(find({ text: "billing 2198" }).rows)).toEqual(["ocp-2198"]);
    expect(find({ text: "upgrade billing" }).rows).toEqual([]);
  });
});

describe("the order", () => {
  it("begins with what has not ended, then the newest", () => {
    expect(shown(lay(find({}).rows)).slice(0, 5)).toEqual(["fresh-2", "15", "ocp-2201", "fresh-1", "14"]);
  });

  it("goes by a column both ways, and then as by itself; what has no value comes last", () => {
    const up: Sorting = { column: "started", down: false };
    const down: Sorting = { column: "started", down: true };
    expect(shown(lay(find({}).rows, "none", down)).at(-1)).toBe("fresh-2");
    expect(shown(lay(find({}).rows, "none", up)).at(-1)).toBe("fresh-2");
    expect(shown(lay(find({}).rows, "none", up))[0]).toBe("9");
    expect(nextSorting(null, "started")).toEqual(down);
    expect(nextSorting(down, "started")).toEqual(up);
    expect(nextSorting(up, "started")).toBeNull();
    expect(nextSorting(up, "name")).toEqual({ column: "name", down: false });
  });

  it("compares what still runs by what it has taken so far", () => {
    const order = shown(lay(find({}).rows, "none", { column: "took", down: true }));
    expect(order.slice(0, 4)).toEqual(["ocp-2198", "14", "ocp-2201", "ocp-2177"]);
    expect(tookMs(taskRow("x", "running", { startedAt: NOON - 5000 }), NOON)).toBe(5000);
    expect(tookMs(taskRow("x", "failed", { startedAt: NOON, endedAt: null }), NOON)).toBeNull();
    expect(tookMs(taskRow("x", "succeeded", { startedAt: NOON, endedAt: NOON - 1 }), NOON)).toBe(0);
  });
});

describe("the lines", () => {
  it("put what follows a task below it, wherever it is sorted to", () => {
    const found = find({ subTasks: "shown" }).rows;
    for (const sorting of [null, { column: "took", down: false }, { column: "state", down: false }] as const) {
      const order = shown(lay(found, "none", sorting));
      expect(order.slice(order.indexOf("15"), order.indexOf("15") + 3).toSorted()).toEqual(["15", "15-a", "15-b"]);
    }
    const failed = lay(find({ subTasks: "shown", shown: "failed" }).rows);
    expect(failed).toContainEqual(expect.objectContaining({ key: "15-a", depth: 0, main: rows[0] }));
  });

  it("lose no task and draw none twice when tasks follow each other in a circle", () => {
    const circle = [
      taskRow("x", "failed", { mainTaskId: "y" }),
      taskRow("y", "failed", { mainTaskId: "x" }),
      taskRow("z", "failed", { mainTaskId: "z" }),
    ];
    expect(shown(lay(circle)).toSorted()).toEqual(["x", "y", "z"]);
  });

  it("go under their cluster or day, with how many run and failed", () => {
    const byCluster = lay(find({}).rows, "cluster").flatMap((line) => (line.type === "group" ? [line.group] : []));
    expect(byCluster).toMatchObject([
      { name: "ob_order_stage", environment: "stage", count: 2 },
      { name: "ob_trade", count: 7, running: 1, failed: 1 },
      { name: "ocp-main", count: 3, running: 1, failed: 0 },
    ]);
    const byDay = lay(find({}).rows, "day").flatMap((line) => (line.type === "group" ? [line.group] : []));
    expect(byDay[0]).toMatchObject({ at: null, count: 1 });
    expect(byDay[1]).toMatchObject({ count: 6, running: 2, failed: 1 });
    expect(byDay).toHaveLength(7);
  });
});

describe("the series", () => {
  it("has the last ten successes of a name, and keeps what is as before", () => {
    const many = manyRows(400, 10, NOON);
    const series = seriesOf(many, new Map());
    const [name, runs] = [...series][0] ?? ["", []];
    expect(runs).toHaveLength(10);
    const next = seriesOf([...many, taskRow("new", "succeeded", { name: "Quite new" })], series);
    expect(next.get(name)).toBe(runs);
    expect(next.get("obshell Quite new")).toEqual([{ key: "new", tookMs: 60_000 }]);
  });

  it("knows the middle", () => {
    const run = (took: number) => ({ key: String(took), tookMs: took });
    expect(medianOf([])).toBeNull();
    expect(medianOf([run(9), run(1), run(4)])).toBe(4);
    expect(medianOf([run(9), run(1)])).toBe(5);
  });
});

describe("the way to a task", () => {
  it("is its operation, else its server, else what is kept", () => {
    const row = taskRow("7", "failed", { operationId: "op", recordId: "r" });
    expect(wayTo(row)).toEqual({ type: "operation", operationId: "op" });
    expect(wayTo({ ...row, operationId: null })).toEqual({ type: "task", connectionId: "c-ob_trade", taskId: "7" });
    expect(wayTo({ ...row, operationId: null, onServer: false })).toEqual({ type: "record", recordId: "r" });
    expect(wayTo({ ...row, operationId: null, connectionId: null })).toEqual({ type: "record", recordId: "r" });
    expect(wayTo({ ...row, operationId: null, connectionId: null, recordId: null })).toBeNull();
    expect(wayTo({ ...row, operationId: null, taskId: "", recordId: null })).toBeNull();
  });
});

function find(filter: Partial<Filter>, given: TaskRow[] = rows) {
  return findRows(given, mainTasks(given), { ...NO_FILTER, ...filter }, NOON, createTextOf(nameOf));
}

function lay(found: TaskRow[], grouping: Grouping = "none", sorting: Sorting | null = null): Line[] {
  return layLines(found, mainTasks([...rows, ...found]), grouping, comparing(sorting, NOON, nameOf));
}

function shown(lines: Line[]): string[] {
  return lines.filter(({ type }) => type === "task").map(({ key }) => key);
}

function keys(found: TaskRow[]): string[] {
  return found.map(({ key }) => key);
}

import { describe, expect, it } from "vitest";

import type { TaskRow, TasksEvent } from "../../../ipc/generated";
import { failure } from "../../../platform/fake/world";
import { source, taskRow } from "../fakes/rows";
import { NOTHING_YET, reduceTasks, type TasksState } from "./reduce";

const a = taskRow("a", "running");
const b = taskRow("b", "failed");

describe("reduceTasks", () => {
  it("keeps what did not change, in changes and in a snapshot", () => {
    const first = told(NOTHING_YET, snapshot(1, [a, b]));
    const next = told(first, changed(2, [{ ...a, done: 2 }, structuredClone(b)], []));
    expect(next.rows?.[0]).toMatchObject({ key: "a", done: 2 });
    expect(next.rows?.[1]).toBe(b);
    const again = told(next, snapshot(1, [structuredClone(b), { ...a, done: 2 }]));
    expect(again.rows).toEqual([b, { ...a, done: 2 }]);
    expect(again.rows?.[0]).toBe(b);
    expect(told(next, changed(3, [structuredClone(b)], [])).rows).toBe(next.rows);
  });

  it("takes in what came and went", () => {
    const first = told(NOTHING_YET, snapshot(4, [a, b]));
    const c = taskRow("c", "pending");
    expect(told(first, changed(5, [c], ["a"])).rows?.map(({ key }) => key)).toEqual(["b", "c"]);
  });

  it("finds a gap, and a change before any snapshot", () => {
    const first = told(NOTHING_YET, snapshot(1, [a]));
    expect(reduceTasks(first, { type: "event", event: changed(3, [b], []) })).toBe("gap");
    expect(reduceTasks(NOTHING_YET, { type: "event", event: changed(1, [b], []) })).toBe("gap");
  });

  it("keeps sources that were not told again, and rows when the stream is lost", () => {
    const first = told(NOTHING_YET, { ...snapshot(1, [a]), sources: [source("ob_trade")] });
    expect(told(first, changed(2, [], [])).sources).toBe(first.sources);
    const lost = told(first, { type: "lost", problem: failure("internal", "gone") });
    expect(lost.rows).toEqual([a]);
    expect(told(lost, snapshot(1, [a])).problem).toBeNull();
  });
});

function told(state: TasksState, what: TasksEvent | { type: "lost"; problem: ReturnType<typeof failure> }): TasksState {
  const next = reduceTasks(state, what.type === "lost" ? what : { type: "event", event: what });
  if (next === "gap") throw new Error("a gap");
  return next;
}

function snapshot(seq: number, rows: TaskRow[]): TasksEvent & { type: "snapshot" } {
  return { type: "snapshot", seq, rows, sources: [] };
}

function changed(seq: number, rows: TaskRow[], gone: string[]): TasksEvent {
  return { type: "changed", seq, rows, gone, sources: null };
}

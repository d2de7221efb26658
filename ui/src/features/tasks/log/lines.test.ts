import { describe, expect, test } from "vitest";

import type { LogRow } from "../../../ipc/generated";
import { NO_LINES, addRows, countLevel, errorFrom, linesOf, logText } from "./lines";
import { cutAtHits, findHits } from "./search";

function row(key: string, over: Partial<LogRow> = {}): LogRow {
  return {
    key,
    runKey: "r1",
    host: "10.10.10.1",
    attempt: 1,
    at: Number(key),
    level: "info",
    text: `line ${key}`,
    ...over,
  };
}

const all = { attempt: null, level: "all" } as const;

describe("addRows", () => {
  test("drops what it has, and keeps the order of the times", () => {
    const first = addRows(NO_LINES, { rows: [row("1"), row("3")], complete: false, problem: null });
    const second = addRows(first, { rows: [row("3"), row("2"), row("2")], complete: true, problem: null });
    expect(second.rows.map((line) => line.key)).toEqual(["1", "2", "3"]);
    expect(second).toMatchObject({ complete: true, loaded: true });
  });

  test("nothing new keeps the rows themselves", () => {
    const first = addRows(NO_LINES, { rows: [row("1")], complete: false, problem: null });
    expect(addRows(first, { rows: [row("1")], complete: false, problem: null }).rows).toBe(first.rows);
  });

  test("lines without times stay where they came", () => {
    const untimed = ["b", "a"].map((key) => row(key, { at: null }));
    expect(addRows(NO_LINES, { rows: untimed, complete: false, problem: null }).rows).toEqual(untimed);
  });
});

describe("linesOf", () => {
  const rows = [
    row("1"),
    row("2", { level: "error" }),
    row("3", { attempt: 2 }),
    row("4", { attempt: 2, level: "warn" }),
    row("5", { runKey: "r2" }),
  ];

  test("separates a host's attempts", () => {
    expect(linesOf(rows, all).map((line) => (line.type === "row" ? line.row.key : `attempt ${line.number}`))).toEqual([
      "1",
      "2",
      "attempt 2",
      "3",
      "4",
      "5",
    ]);
  });

  test("filters by attempt and level, and counts levels", () => {
    expect(linesOf(rows, { attempt: 1, level: "error" })).toHaveLength(1);
    expect([countLevel(rows, "warn", null), countLevel(rows, "warn", 1), countLevel(rows, "error", null)]).toEqual([
      1, 0, 1,
    ]);
  });

  test("goes round the errors", () => {
    const lines = linesOf([...rows, row("6", { level: "error" })], all);
    expect([errorFrom(lines, -1, 1), errorFrom(lines, 1, 1), errorFrom(lines, 6, 1), errorFrom(lines, 1, -1)]).toEqual([
      1, 6, 1, 6,
    ]);
    expect(errorFrom(linesOf([row("1")], all), -1, 1)).toBeNull();
  });

  test("copies as text", () => {
    expect(logText(linesOf(rows.slice(0, 2), all), String)).toBe("1 10.10.10.1 INFO line 1\n2 10.10.10.1 ERROR line 2");
  });
});

describe("search", () => {
  const lines = linesOf([row("1", { text: "Timeout, then timeout" }), row("2", { text: "a.b" })], all);

  test("finds every hit, whatever the case, as plain text", () => {
    expect(findHits(lines, "timeout")).toEqual([
      { line: 0, from: 0, to: 7 },
      { line: 0, from: 14, to: 21 },
    ]);
    expect(findHits(lines, "A.B")).toHaveLength(1);
    expect(findHits(lines, ".*")).toEqual([]);
    expect(findHits(lines, "")).toEqual([]);
  });

  test("cuts the text at the hits and loses none of it", () => {
    const hits = findHits(lines, "timeout");
    const parts = cutAtHits("Timeout, then timeout", hits, hits[1] ?? null);
    expect(parts.map((part) => part.hit)).toEqual(["hit", "none", "current"]);
    expect(parts.map((part) => part.text).join("")).toBe("Timeout, then timeout");
  });
});

import { describe, expect, test } from "vitest";

import type { LogRow } from "../../../ipc/generated";
import { type Lines, NO_FILTER, createLines, errorFrom, logText, rowsShown } from "./lines";

function row(key: string, over: Partial<LogRow> = {}): LogRow {
  return {
    key,
    runKey: "r1",
    host: "10.10.10.1",
    attempt: 1,
    at: Number(key),
    level: "info",
    text: `line ${key} ${"x".repeat(Number(key))}`,
    ...over,
  };
}

const rows = [
  row("1"),
  row("2", { level: "error" }),
  row("3", { attempt: 2 }),
  row("4", { attempt: 2, level: "warn" }),
  row("5", { runKey: "r2" }),
];

function linesOf(of: LogRow[], filter = NO_FILTER): Lines {
  const lines = createLines(of, filter, true);
  lines.update(0);
  return lines;
}

const names = (lines: Lines) =>
  Array.from({ length: lines.count() }, (_, index) => lines.at(index)).map((line) =>
    line?.separator ? `attempt ${line.row.attempt}` : line?.row.key,
  );

describe("lines", () => {
  test("separate a host's attempts", () => {
    expect(names(linesOf(rows))).toEqual(["1", "2", "attempt 2", "3", "4", "5"]);
  });

  test("are those of an attempt, a level or a host", () => {
    expect(names(linesOf(rows, { ...NO_FILTER, attempt: 1, level: "error" }))).toEqual(["2"]);
    expect(names(linesOf(rows, { ...NO_FILTER, runKey: "r2" }))).toEqual(["5"]);
  });

  test("grow and say from where", () => {
    const growing = rows.slice(0, 4);
    const lines = linesOf(growing);
    growing.push(row("6"));
    expect(lines.update(4)).toBe(5);
    expect(names(lines)).toEqual(["1", "2", "attempt 2", "3", "4", "6"]);
    expect(lines.lineOf(4)).toBe(5);
  });

  test("the next error goes round", () => {
    const lines = linesOf([...rows, row("6", { level: "error" })]);
    expect([errorFrom(lines, -1, 1), errorFrom(lines, 1, 1), errorFrom(lines, 6, 1), errorFrom(lines, 1, -1)]).toEqual([
      1, 6, 1, 6,
    ]);
    expect(errorFrom(linesOf([row("1")]), -1, 1)).toBeNull();
  });

  test("are copied as text", () => {
    expect(logText(rowsShown(rows, { ...NO_FILTER, attempt: 1, runKey: "r1" }), String)).toBe(
      "1 10.10.10.1 INFO line 1 x\n2 10.10.10.1 ERROR line 2 xx",
    );
  });
});

import { describe, expect, test } from "vitest";

import type { LogRow } from "../../../ipc/generated";
import { NO_FILTER, createLines } from "./lines";

let count = 0;

function row(text: string, over: Partial<LogRow> = {}): LogRow {
  count += 1;
  return { key: `k${count}`, runKey: "r1", host: "a", attempt: 1, at: count, level: "info", text, ...over };
}

function linesOf(rows: LogRow[]) {
  const lines = createLines(rows, NO_FILTER, true);
  lines.update(0);
  return Array.from({ length: lines.count() }, (_, line) => lines.at(line));
}

const folded = (rows: LogRow[]) =>
  linesOf(rows).map((line) =>
    line?.separator ? `-- ${line.row.attempt}` : `${line?.row.text}${line?.times ? ` +${line.times}` : ""}`,
  );

const checks = (from: number, to: number, over: Partial<LogRow> = {}) =>
  Array.from({ length: to - from + 1 }, (_, index) => row(`check ${from + index}/300`, over));

describe("folding", () => {
  test("shows alike lines once, the last of them, with how often they came before", () => {
    const rows = [row("started"), ...checks(1, 10), row("up")];
    expect(folded(rows)).toEqual(["started", "check 10/300 +9", "up"]);
    expect(linesOf(rows)[1]).toMatchObject({ times: 9, first: { text: "check 1/300" } });
  });

  test("looks at each host alone", () => {
    const other = { runKey: "r2", host: "b" };
    const rows = [1, 2, 3].flatMap((n) => [row(`check ${n}/300`), row(`check ${n}/300`, other)]);
    expect(folded(rows)).toEqual(["check 3/300 +2", "check 3/300 +2"]);
  });

  test("leaves two alike lines, warnings, errors and another attempt alone", () => {
    expect(folded(checks(1, 2))).toEqual(["check 1/300", "check 2/300"]);
    expect(folded(checks(1, 4, { level: "error" }))).toHaveLength(4);
    expect(folded([...checks(1, 3), row("port in use", { level: "warn" }), ...checks(4, 6)])).toHaveLength(3);
    expect(folded([...checks(1, 3), ...checks(1, 3, { attempt: 2 })])).toEqual([
      "check 3/300 +2",
      "-- 2",
      "check 3/300 +2",
    ]);
  });

  test("tells words and the places of numbers apart", () => {
    expect(folded([row("a 1 b"), row("a 22 b"), row("a 333 b")])).toEqual(["a 333 b +2"]);
    expect(folded([row("a 1"), row("a 1 b"), row("a 1 1")])).toHaveLength(3);
    expect(folded([row("a1"), row("a"), row("1a")])).toHaveLength(3);
  });
});

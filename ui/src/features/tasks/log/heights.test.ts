import { expect, test } from "vitest";

import type { LogRow } from "../../../ipc/generated";
import { wrappedHeights } from "./heights";
import { NO_FILTER, createLines } from "./lines";

const row = (key: string, text: string): LogRow => ({
  key,
  runKey: "r",
  host: "h",
  attempt: 1,
  at: null,
  level: "info",
  text,
});

test("lines stand where the breaks before them put them", () => {
  const rows = [row("a", ""), row("b", "x".repeat(25)), row("c", "中".repeat(10)), row("d", "y".repeat(9999))];
  const lines = createLines(rows, NO_FILTER, false);
  lines.update(0);
  const heights = wrappedHeights(lines, 10, 100);
  expect([0, 1, 2, 3].map(heights.topOf)).toEqual([0, 1, 4, 6]);
  expect(heights.total()).toBe(16);
  expect([0, 1, 3, 4, 15, 99].map(heights.lineAt)).toEqual([0, 1, 1, 2, 3, 3]);
  heights.learn(1, [5]);
  expect(heights.total()).toBe(18);
  heights.learn(0, [0, 4, 4]);
  expect([0, 1, 2, 3].map(heights.topOf)).toEqual([0, 1, 5, 9]);
  heights.learn(1, [5, 2]);
  rows.push(row("e", "z"));
  heights.cut(lines.update(4));
  expect(heights.total()).toBe(19);
  heights.cut(0);
  expect(heights.total()).toBe(19);
});

import { describe, expect, it } from "vitest";

import { auditEntry } from "./fakes/entries";
import { headingOver, rowsOf } from "./rows";

const at = (day: number, hours: number) => new Date(2026, 10, day, hours).getTime();
const entries = [at(20, 9), at(20, 8), at(19, 23), at(20, 1)].map((when, index) => auditEntry(9 - index, { at: when }));

describe("rowsOf", () => {
  it("puts each day under its heading, a day that comes twice too", () => {
    expect(rowsOf(entries).map((row) => (row.type === "day" ? new Date(row.at).getDate() : row.entry.number))).toEqual([
      20, 9, 8, 19, 7, 20, 6,
    ]);
    expect(new Set(rowsOf(entries).map((row) => row.key)).size).toBe(7);
  });

  it("knows the heading over each row", () => {
    expect([0, 2, 3, 4, 6].map((index) => headingOver(rowsOf(entries), index))).toEqual([0, 0, 3, 3, 5]);
    expect(headingOver([], 0)).toBe(-1);
  });
});

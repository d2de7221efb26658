import { describe, expect, test } from "vitest";

import type { LogRow } from "../../../ipc/generated";
import { createBook } from "./book";

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

const keysOf = (book: ReturnType<typeof createBook>) => book.rows.map(({ key }) => key);

describe("a book of rows", () => {
  test("drops what it has, and keeps the order of the times", () => {
    const book = createBook();
    expect(book.add([row("1"), row("3")])).toBe(0);
    expect(book.add([row("3"), row("2"), row("2")])).toBe(1);
    expect(keysOf(book)).toEqual(["1", "2", "3"]);
    expect(book.add([row("1")])).toBe(3);
    expect(book.add([row("4")])).toBe(3);
  });

  test("rows without times stay behind what their host said before", () => {
    const book = createBook();
    book.add([row("b", { at: null }), row("a", { at: null })]);
    expect(keysOf(book)).toEqual(["b", "a"]);
    const timed = createBook();
    timed.add([row("1"), row("9")]);
    timed.add([row("5", { runKey: "r2" }), row("trace", { runKey: "r2", at: null })]);
    expect(keysOf(timed)).toEqual(["1", "5", "trace", "9"]);
  });

  test("counts by level, attempt and run", () => {
    const book = createBook();
    book.add([
      row("1"),
      row("2", { level: "error" }),
      row("3", { attempt: 2, level: "error", runKey: "r2" }),
      row("4", { attempt: 2, level: "warn" }),
    ]);
    expect([book.count("error", null, null), book.count("error", 2, null), book.count("error", null, "r1")]).toEqual([
      2, 1, 1,
    ]);
    expect([book.count("warn", null, null), book.count("warn", 1, null)]).toEqual([1, 0]);
  });

  test("a text of several lines becomes as many rows, of the same level and time", () => {
    const book = createBook();
    book.add([row("1", { level: "error", text: "java.lang.X: no\r\n\tat a.b\n\tat c.d\n" }), row("2")]);
    expect(book.rows.map(({ text, level }) => `${level} ${text}`)).toEqual([
      "error java.lang.X: no",
      "error \tat a.b",
      "error \tat c.d",
      "info line 2",
    ]);
    expect(new Set(keysOf(book)).size).toBe(4);
    const second = book.rows[1];
    expect(second && book.indexOf(second)).toBe(1);
  });

  test("lets the oldest go when there are too many, and does not take them again", () => {
    const book = createBook({ rows: 100, characters: Infinity });
    const rows = Array.from({ length: 101 }, (_, index) => row(String(index), { level: "warn" }));
    expect(book.add(rows)).toBe(0);
    expect([book.rows.length, book.dropped(), book.rows[0]?.key]).toEqual([75, 26, "26"]);
    expect(book.count("warn", null, null)).toBe(75);
    book.add(rows.slice(0, 10));
    expect(book.rows.length).toBe(75);
    const long = createBook({ rows: Infinity, characters: 1000 });
    long.add(Array.from({ length: 30 }, (_, index) => row(String(index), { text: "x".repeat(100) })));
    expect(long.rows.length).toBeLessThanOrEqual(10);
  });
});

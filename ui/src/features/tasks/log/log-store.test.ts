import { describe, expect, test } from "vitest";

import type { LogEvent, LogRow } from "../../../ipc/generated";
import { NO_FILTER } from "./lines";
import { type LogState, createLogStore } from "./log-store";
import { NO_QUERY } from "./matcher";

/** Numbers below `n` that look random and are the same each time. */
function dice(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

function someRows(roll: (n: number) => number, count: number): LogRow[] {
  return Array.from({ length: count }, (_, index) => {
    const host = roll(3);
    const again = roll(4) > 0;
    return {
      key: `k${index}`,
      runKey: `r${host}`,
      host: `10.10.10.${host}`,
      attempt: 1 + Math.floor((index * 2) / count),
      at: index * 10,
      level: roll(20) === 0 ? ("error" as const) : ("info" as const),
      text: again ? `Health check ${index}/300` : `step ${"abc"[roll(3)]} done ${"·".repeat(roll(40))}`,
    };
  });
}

function openStore(now: () => number = () => 0) {
  const sent: { event: (event: LogEvent) => void } = { event: () => undefined };
  const store = createLogStore(
    (onEvent) => {
      sent.event = onEvent;
      return () => undefined;
    },
    NO_FILTER,
    now,
  );
  store.subscribe(() => undefined);
  return {
    store,
    send: (rows: LogRow[]) => sent.event({ rows: structuredClone(rows), complete: false, problem: null }),
  };
}

/** All that a screen could show of it. */
function picture({ lines, heights, search }: LogState) {
  const all = Array.from({ length: lines.count() }, (_, index) => {
    const line = lines.at(index);
    return [line?.row.key, line?.separator, line?.times, line?.first.key, heights.topOf(index)];
  });
  const total = search?.total() ?? 0;
  return { all, total, hits: Array.from({ length: total }, (_, index) => search?.hit(index)) };
}

const look = { type: "show", filter: NO_FILTER, query: { ...NO_QUERY, text: "check 1" } } as const;

describe("a log", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])("is the same in whatever pieces and order it comes (%i)", (seed) => {
    const roll = dice(seed);
    const rows = someRows(roll, 200);
    const whole = openStore();
    whole.store.tell({ type: "wrap", columns: 30 });
    whole.send(rows);
    const pieces = openStore();
    pieces.store.tell({ type: "wrap", columns: 30 });
    // A host that answers late, and rows that are sent again.
    const order = rows.map((row, index) => ({ row, when: index + (row.runKey === "r1" ? roll(30) : 0) }));
    const late = order.toSorted((a, b) => a.when - b.when).map(({ row }) => row);
    for (let from = 0; from < late.length; from += 7) {
      pieces.send(late.slice(Math.max(0, from - roll(5)), from + 7));
      picture(pieces.store.read());
    }
    expect(picture(pieces.store.read())).toEqual(picture(whole.store.read()));
    whole.store.tell(look);
    pieces.store.tell(look);
    expect(picture(pieces.store.read())).toEqual(picture(whole.store.read()));
    expect(pieces.store.read().search?.total()).toBe(rows.filter(({ text }) => /check 1/i.test(text)).length);
  });

  test.each([11, 12, 13])("is searched as it grows (%i)", (seed) => {
    const roll = dice(seed);
    const rows = someRows(roll, 120);
    const { store, send } = openStore();
    store.tell(look);
    for (let from = 0; from < rows.length; from += 10) send(rows.slice(from, from + 10).toReversed());
    const fresh = openStore();
    fresh.send(rows);
    fresh.store.tell(look);
    expect(picture(store.read())).toEqual(picture(fresh.store.read()));
  });

  test("a search stops when its time is over and goes on when told", () => {
    let time = 0;
    const { store, send } = openStore(() => (time += 30));
    send(someRows(dice(1), 9000));
    store.tell({ ...look, query: { ...NO_QUERY, text: "done" } });
    expect(store.read().searching).toBe(true);
    const found = store.read().search?.total() ?? 0;
    expect(found).toBeGreaterThan(0);
    for (let slices = 0; store.read().searching && slices < 10; slices++) store.tell({ type: "searchOn" });
    expect(store.read().searching).toBe(false);
    expect(store.read().search?.total()).toBeGreaterThan(found);
  });

  test("fifty more lines cost fifty, not two hundred thousand", () => {
    const { store, send } = openStore();
    const rows = someRows(dice(1), 20_000);
    send(rows);
    store.tell(look);
    store.tell({ type: "wrap", columns: 30 });
    const { lines, heights } = store.read();
    heights.total();
    let read = 0;
    const at = lines.at;
    lines.at = (line) => {
      read += 1;
      return at(line);
    };
    send(rows.slice(-50).map((row, index) => ({ ...row, key: `more${index}`, at: 1e9 + index })));
    expect(heights.topOf(lines.count())).toBe(heights.total());
    expect(read).toBeGreaterThanOrEqual(50);
    expect(read).toBeLessThan(500);
  });

  test("a pattern that is none is told, and finds nothing", () => {
    const { store, send } = openStore();
    send(someRows(dice(1), 20));
    store.tell({ type: "show", filter: NO_FILTER, query: { text: "check [", exactCase: false, pattern: true } });
    expect(store.read().badPattern).toMatch(/regular expression/i);
    expect(store.read().search).toBeNull();
    store.tell({ type: "show", filter: NO_FILTER, query: { text: "check [", exactCase: false, pattern: false } });
    expect(store.read().badPattern).toBeNull();
  });
});

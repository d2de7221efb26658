import { describe, expect, it } from "vitest";

import { task } from "../../connections/fakes/connections";
import { placeAfter } from "../board/moves";
import { GB, host, of, TB } from "../fakes/build";
import { bytesOf, coresOf, percentOf } from "./amounts";
import { actionOf, firstOptions, toggled } from "./ask";
import { connectCommand } from "./connect";
import { layDay } from "./day";
import { differencesOf } from "./differs";
import { findingLines } from "./findings";

const HOUR = 3_600_000;
const NOON = new Date(2026, 10, 20, 12, 10).getTime();

describe("amounts", () => {
  it("take their unit from the total", () => {
    expect(bytesOf(of(45.2, 64, GB))).toEqual({ used: "45", total: "64 GB" });
    expect(bytesOf(of(1.16, 2, TB))).toEqual({ used: "1.2", total: "2 TB" });
    expect(bytesOf(of(10.6, 18, TB))).toEqual({ used: "10.6", total: "18 TB" });
    expect(bytesOf(of(0, 0))).toEqual({ used: "0", total: "0 B" });
    expect(coresOf(of(6.66, 16))).toEqual({ used: "6.7", total: "16" });
  });

  it("stay between nothing and all", () => {
    expect([of(1, 0), of(-1, 5), of(9, 5), of(1, 3)].map(percentOf)).toEqual([0, 0, 100, 33]);
  });
});

describe("the day", () => {
  const at = (id: string, hoursAgo: number, hours: number) => ({
    ...task(id, "succeeded"),
    startedAt: NOON - hoursAgo * HOUR,
    endedAt: NOON - (hoursAgo - hours) * HOUR,
  });

  it("puts what overlaps in lanes, and leaves out what is older", () => {
    const { bars } = layDay([at("old", 30, 1), at("a", 10, 4), at("b", 8, 1), at("c", 7.9, 1), at("d", 4, 1)], NOON);
    expect(bars.map(({ task: { id }, lane }) => [id, lane])).toEqual([
      ["dag-a", 0],
      ["dag-b", 1],
      ["dag-c", 2],
      ["dag-d", 0],
    ]);
    for (const { left, width } of bars) expect(left + width).toBeLessThanOrEqual(100);
  });

  it("lets what runs reach now, and what began before come in from the edge", () => {
    const running = { ...task("r", "running"), startedAt: NOON - HOUR };
    const { bars, now } = layDay([at("long", 26, 4), running], NOON);
    expect(bars[0]?.left).toBe(0);
    expect((bars[1]?.left ?? 0) + (bars[1]?.width ?? 0)).toBeCloseTo(now);
  });

  it("has a tick at every third full hour", () => {
    const { ticks } = layDay([], NOON);
    expect(ticks.map(({ at: hour }) => new Date(hour).getHours())).toEqual([15, 18, 21, 0, 3, 6, 9]);
    expect(ticks.map(({ left }) => left)).toEqual(ticks.map(({ left }) => left).toSorted((a, b) => a - b));
  });
});

describe("differences", () => {
  it("name the common value first, and keep the build where only that differs", () => {
    const hosts = ["1", "2", "3"].map((last) => host(`10.0.0.${last}`, "z"));
    expect(differencesOf(hosts)).toEqual([]);
    const odd = { ...host("10.0.0.4", "z"), obVersion: "4.3.5.1-999", architecture: "" };
    expect(differencesOf([odd, ...hosts])).toEqual([
      {
        field: "obVersion",
        values: [
          { value: "4.3.5.1-101000042025031818", hosts: ["10.0.0.1:2881", "10.0.0.2:2881", "10.0.0.3:2881"] },
          { value: "4.3.5.1-999", hosts: ["10.0.0.4:2881"] },
        ],
      },
    ]);
  });
});

describe("actions", () => {
  it("begin with the mildest that can work", () => {
    const cluster = { kind: "stop", target: { type: "cluster" } } as const;
    const server = { kind: "stop", target: { type: "host", agent: "a:1" } } as const;
    expect(actionOf(cluster, firstOptions(cluster))).toMatchObject({ mode: "terminate", scope: { type: "cluster" } });
    expect(actionOf(server, firstOptions(server))).toMatchObject({
      mode: "service",
      scope: { type: "servers", agents: ["a:1"] },
    });
  });

  it("are none while nothing is chosen, or the target does not fit", () => {
    const ask = { kind: "start", target: { type: "cluster" } } as const;
    const none = { ...firstOptions(ask), scope: { type: "zones", zones: [] } } as const;
    expect(actionOf(ask, { ...none, scope: { type: "zones", zones: [] } })).toBeNull();
    expect(actionOf({ kind: "scaleIn", target: { type: "cluster" } }, firstOptions(ask))).toBeNull();
  });

  it("take and give back zones", () => {
    const one = toggled({ type: "zones", zones: [] }, "zone1");
    expect(one).toEqual({ type: "zones", zones: ["zone1"] });
    expect(toggled(one, "zone1")).toEqual({ type: "zones", zones: [] });
  });
});

it("findings that differ only in their agent are one line, what blocks first", () => {
  const silent = (agent: string) => ({ verdict: "warn", code: "hostSilent", args: { agent } }) as const;
  const lines = findingLines([
    { verdict: "pass", code: "majority", args: { before: "3", after: "2", needed: "2" } },
    ...["a:1", "b:1", "c:1", "d:1", "e:1"].map(silent),
    { verdict: "fail", code: "modeNeeded", args: {} },
  ]);
  expect(lines.map(({ code, args }) => [code, args["agent"]])).toEqual([
    ["modeNeeded", undefined],
    ["hostSilent", "a:1, b:1, c:1 +2"],
    ["majority", undefined],
  ]);
});

it("a command to connect has no brackets around IPv6", () => {
  expect(connectCommand("[fd00::7]:2881").command).toBe("obclient -hfd00::7 -P2881 -uroot@sys -p");
});

it("a move over the board passes an empty zone and stops at the edge", () => {
  const columns = [["a", "b", "c"], [], ["d"]];
  expect(placeAfter(columns, "c", { across: 1, along: 0 })).toBe("d");
  expect(placeAfter(columns, "d", { across: 1, along: 0 })).toBe("d");
  expect(placeAfter(columns, "a", { across: 0, along: -1 })).toBe("a");
  expect(placeAfter(columns, null, { across: 0, along: 1 })).toBe("a");
  expect(placeAfter(columns, "a", "last")).toBe("d");
});

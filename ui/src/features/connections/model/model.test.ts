import { describe, expect, it } from "vitest";

import type { ConnectionPlace } from "../../../ipc/generated";
import { agent, answering, connection, hosts, operation, task } from "../fakes/connections";
import { moveAcross, moveTo, nudge } from "./arrange";
import { dropAt } from "./drop";
import { layLines, stopsOf } from "./lines";
import { primaryOf } from "./primary";
import { groupRows, runsByConnection } from "./rows";
import { isOld, needsYou, stateIcon } from "./state";
import { worksOf } from "./work";

const places = (text: string): ConnectionPlace[] =>
  text.split(" ").flatMap((part) => {
    const [group = "", ids = ""] = part.split(":");
    return [...ids].map((id) => ({ id, group }));
  });
const told = (arranged: ConnectionPlace[] | null) => {
  const groups = [...new Set(arranged?.map(({ group }) => group))];
  return groups
    .map(
      (group) =>
        `${group}:${arranged
          ?.filter((place) => place.group === group)
          .map(({ id }) => id)
          .join("")}`,
    )
    .join(" ");
};

describe("order", () => {
  it("nudges within a group only", () => {
    expect(told(nudge(places("x:abc y:de"), "b", 1))).toBe("x:acb y:de");
    expect(told(nudge(places("x:abc y:de"), "b", -1))).toBe("x:bac y:de");
    expect(nudge(places("x:abc y:de"), "c", 1)).toBeNull();
    expect(nudge(places("x:abc y:de"), "a", -1)).toBeNull();
  });

  it("goes across to the near end of the next group", () => {
    expect(told(moveAcross(places("x:abc y:de"), "b", 1))).toBe("x:ac y:bde");
    expect(told(moveAcross(places("x:abc y:de"), "e", -1))).toBe("x:abce y:d");
    expect(moveAcross(places("x:abc y:de"), "e", 1)).toBeNull();
    expect(told(moveAcross(places("x:a y:de"), "a", 1))).toBe("y:ade");
  });

  it("moves before another one, to a group's end, or into a new group", () => {
    expect(told(moveTo(places("x:abc y:de"), "a", "y", "e"))).toBe("x:bc y:dae");
    expect(told(moveTo(places("x:abc y:de"), "a", "y", null))).toBe("x:bc y:dea");
    expect(told(moveTo(places("x:abc y:de"), "d", "z", null))).toBe("x:abc y:e z:d");
    expect(told(moveTo(places("x:abc"), "c", "x", "a"))).toBe("x:cab");
  });
});

describe("lines", () => {
  const make = (name: string, group: string) => connection(name, "dev", ["10.0.0.1:2886"], { settings: { group } });
  const rows = [make("a", "x"), make("b", "x"), make("c", "x"), make("d", "y")];
  const home = { drafts: [], operations: [operation("r", { clusterName: "run" })] };
  const groups = groupRows(rows, home, runsByConnection(home));
  const measures = { perLine: 1, rowHeight: 40, groupHeight: 36 };

  it("put heads before rows, and leave folded rows out", () => {
    const lines = layLines(groups, new Set(["x"]), measures);
    expect(lines.map(({ type, top }) => [type, top])).toEqual([
      ["group", 0],
      ["group", 36],
      ["rows", 72],
      ["group", 112],
      ["rows", 148],
    ]);
    expect(stopsOf(groups, new Set(["x"])).map(({ id }) => id)).toEqual(["group:x", "c-d", "r"]);
  });

  it("hold several cards each", () => {
    const lines = layLines(groups, new Set(), { ...measures, perLine: 2 });
    expect(lines.flatMap((line) => (line.type === "rows" ? [line.rows.length] : []))).toEqual([2, 1, 1, 1]);
  });

  it("need no heads when nothing is in a group", () => {
    const loose = groupRows([make("a", "")], { drafts: [], operations: [] }, new Map());
    expect(layLines(loose, new Set([""]), measures).map(({ type }) => type)).toEqual(["rows"]);
  });

  it.each([
    [10, { group: "x", before: "c-a", top: 36 }],
    [40, { group: "x", before: "c-a", top: 36 }],
    [70, { group: "x", before: "c-b", top: 76 }],
    [150, { group: "x", before: null, top: 156 }],
    [9999, { group: "y", before: null, top: 232 }],
  ])("take a drop at %d", (y, drop) => {
    expect(dropAt(layLines(groups, new Set(), measures), y)).toEqual(drop);
  });
});

describe("home rows", () => {
  it("put what runs first, then the newest, and a started draft under its run", () => {
    const running = operation("r", { startedAt: 1 });
    const state = { kind: "failed", word: "FAILED" } as const;
    const ended = operation("e", { startedAt: 2, endedAt: 9, draftId: "d1", state });
    const owned = operation("o", { connectionId: "c-a", draftId: "d3" });
    const orphan = operation("x", { connectionId: "c-gone", startedAt: 1, endedAt: 3, state });
    const draft = (id: string, updatedAt: number, connectionId: string | null = null) => ({
      id,
      connectionId,
      clusterName: id,
      environment: "dev" as const,
      kind: "init" as const,
      step: "hosts" as const,
      hosts: 0,
      updatedAt,
    });
    const home = {
      operations: [ended, running, owned, orphan],
      drafts: [draft("d1", 20), draft("d2", 10), draft("d3", 30), draft("d4", 40, "c-a"), draft("d5", 5, "c-gone")],
    };
    const groups = groupRows([connection("a", "dev", [])], home, runsByConnection(home));
    expect(groups.at(-1)?.rows.map(({ id }) => id)).toEqual(["r", "d2", "e", "d5", "x"]);
    expect(groups[0]?.rows[0]).toMatchObject({ runs: [owned], draft: { id: "d4" } });
  });
});

describe("states", () => {
  const base = connection("a", "prod", hosts("10.0.0", 2));
  const seen = answering(base, 1000);

  it("are old when nobody was asked since", () => {
    const old = { ...seen, state: { ...seen.state, live: false, stale: true } };
    expect([isOld(old), stateIcon(old), needsYou(old)]).toEqual([true, "unknown", false]);
    expect(stateIcon(seen)).toBe("succeeded");
  });

  it("wait for the user even when the facts are old", () => {
    const wrong = {
      ...seen,
      state: { ...seen.state, kind: "passwordWrong" as const, stale: true, password: "root" as const },
    };
    expect([isOld(wrong), stateIcon(wrong), needsYou(wrong)]).toEqual([false, "failed", true]);
    const change = { pinned: "a", pinnedAt: 0, offered: "b" };
    const one = { ...seen, agents: [...seen.agents, agent("10.0.0.9:2886", { keyChange: change })] };
    expect(needsYou(one)).toBe(true);
  });
});

describe("work", () => {
  const failed = { kind: "failed", word: "FAILED" } as const;
  const base = answering(connection("a", "prod", []), 0);

  it("tells a run of ours instead of its tasks, what runs first", () => {
    const tasks = [
      task("Initialize cluster", "running", { operationId: "op" }),
      task("Start OB", "failed", { endedAt: 5 }),
      task("Stop OB", "failed", { endedAt: 9 }),
    ];
    const works = worksOf({ ...base, tasks }, [operation("op", { connectionId: "c-a" })]);
    expect(works.map(({ name }) => name)).toEqual([null, "Stop OB", "Start OB"]);
  });

  it("leads to the task of ours that matters, else to contact", () => {
    const fresh = { ...base, state: { ...base.state, kind: "notInitialized" as const } };
    const old = operation("old", { state: failed, endedAt: 1 });
    const undone = operation("new", { state: { kind: "rolledBack", word: "" }, endedAt: 2 });
    expect(primaryOf(base, [old], null)).toEqual({ type: "openTask", operationId: "old" });
    expect(primaryOf(fresh, [old, undone], null)).toEqual({ type: "initialise" });
    expect(primaryOf(base, [old, undone], null)).toEqual({ type: "stop" });
    expect(primaryOf(connection("b", "dev", []), [], null)).toEqual({ type: "contact" });
    const draft = {
      id: "d",
      connectionId: "c-a",
      clusterName: "",
      environment: "dev" as const,
      kind: "init" as const,
      step: "hosts" as const,
      hosts: 1,
      updatedAt: 0,
    };
    expect(primaryOf(fresh, [], draft)).toEqual({ type: "continue", draftId: "d" });
    expect(primaryOf(base, [old], draft)).toEqual({ type: "openTask", operationId: "old" });
    const foreign = { ...base, tasks: [task("Upgrade", "failed", { holdsLock: true })] };
    expect(primaryOf(foreign, [], null)).toEqual({ type: "stop" });
  });
});

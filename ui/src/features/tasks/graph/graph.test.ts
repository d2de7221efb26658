import { describe, expect, test } from "vitest";

import type { OperationView } from "../../../ipc/generated";
import { must } from "../fixtures/must";
import { fixedFake } from "../fixtures/render-screen";
import type { ScenarioId } from "../fixtures/scripted";
import { NO_FILTER, type StateFilter, sieveOf } from "../model/filter";
import { type Camera, START, fitColumns, moveCamera } from "./camera";
import { layoutGraph } from "./layout";
import { neighbourOf } from "./move";
import { MOST_OPEN, graphOf, tallyOf } from "./parts";
import { nodeSeen, windowOf } from "./visible";

const NONE = new Map<string, boolean>();
const ALL = sieveOf(NO_FILTER);
const of = (id: ScenarioId, folding: ReadonlyMap<string, boolean> = NONE) =>
  graphOf(fixedFake.snapshot(id), folding, ALL);
const typesOf = (id: ScenarioId, folding?: ReadonlyMap<string, boolean>) =>
  of(id, folding).parts.map((part) => part.type);

describe("graphOf", () => {
  test("calls in their order, the long one with its steps, the failed step with its hosts", () => {
    expect(typesOf("failed")).toEqual([
      ...Array.from({ length: 6 }, () => "call"),
      ...Array.from({ length: 3 }, () => "step"),
      ...Array.from({ length: 3 }, () => "run"),
      ...Array.from({ length: 9 }, () => "step"),
    ]);
  });

  test("hosts stand side by side between their step and the next", () => {
    const { links } = of("failed");
    const ends = (id: string) => links.filter((link) => link.from === id).map(({ to }) => to);
    const runs = ends("init › init/3");
    expect(runs).toHaveLength(3);
    expect(runs.flatMap(ends)).toEqual(["init › plan:4", "init › plan:4", "init › plan:4"]);
  });

  test("many hosts are one node, until the user unfolds it", () => {
    const folded = of("thirty").parts.find(({ id }) => id === "init › init/3");
    expect(folded?.open).toBe(false);
    expect(typesOf("thirty").filter((type) => type === "run")).toHaveLength(0);
    const open = new Map([["init › init/3", true]]);
    expect(typesOf("thirty", open).filter((type) => type === "run")).toHaveLength(30);
  });

  test("counts what a folded node stands for, the worst first", () => {
    const kinds = [...Array.from({ length: 28 }, () => "succeeded" as const), "running" as const, "failed" as const];
    expect(tallyOf(kinds)).toEqual([
      { kind: "failed", count: 1 },
      { kind: "running", count: 1 },
      { kind: "succeeded", count: 28 },
    ]);
  });

  test("above two hundred nodes groups begin folded, and open where the user opens them", () => {
    const operation = fixedFake.snapshot("hundred");
    const call = must(operation.calls[0]);
    const many: OperationView = {
      ...operation,
      calls: [1, 2, 3].map((n) => ({ ...call, head: { ...call.head, key: `init${n}` } })),
    };
    expect(graphOf(operation, NONE, ALL).parts.length).toBeGreaterThan(100);
    expect(graphOf(many, NONE, ALL).parts.map(({ type, open }) => [type, open])).toEqual([
      ["call", false],
      ["call", false],
      ["call", false],
    ]);
    const opened = graphOf(many, new Map([["init2", true]]), ALL);
    expect(opened.parts).toHaveLength(103);
    expect(opened.parts.length).toBeLessThanOrEqual(MOST_OPEN);
  });

  test("a filter leaves out steps, and its edges say how many", () => {
    const graph = graphOf(fixedFake.snapshot("failed"), NONE, sieveOf({ ...NO_FILTER, state: "failed" }));
    expect(graph.parts.map(({ id }) => id).slice(0, 2)).toEqual(["init", "init › init/3"]);
    expect(graph.links).toContainEqual({ from: "init", to: "init › init/3", skips: 2 });
  });
});

describe("steps that wait for each other as they say", () => {
  const diamond = (after: Record<string, string[]>): OperationView => {
    const operation = fixedFake.snapshot("hundred");
    const call = must(operation.calls[0]);
    const steps = Object.entries(after).map(([key, needs], index) => ({
      ...must(call.steps[0]),
      key,
      number: index + 1,
      after: needs,
      state: { kind: key === "b" ? ("failed" as const) : ("succeeded" as const), word: "" },
    }));
    return { ...operation, calls: [{ ...call, steps }] };
  };
  const linksOf = (operation: OperationView, state: StateFilter = "all") =>
    graphOf(
      operation,
      new Map(Object.keys(NEEDS).map((key) => [`init › ${key}`, false])),
      sieveOf({ ...NO_FILTER, state }),
    )
      .links.map(({ from, to, skips }) => `${from} > ${to}${skips > 0 ? ` +${skips}` : ""}`)
      .map((text) => text.replaceAll("init › ", ""));
  const NEEDS = { a: [], b: ["a"], c: ["a"], d: ["b", "c"] };

  test("stand in layers", () => {
    expect(linksOf(diamond(NEEDS))).toEqual(["init > a", "a > b", "a > c", "b > d", "c > d"]);
  });

  test("hidden ones are passed, and counted", () => {
    expect(linksOf(diamond(NEEDS), "failed")).toEqual(["init > b +1"]);
    expect(linksOf(diamond({ ...NEEDS, b: ["c"] }), "failed")).toEqual(["init > b +2"]);
  });

  test("what goes round, or begins nowhere, is drawn all the same", () => {
    const odd = diamond({ a: ["d"], b: ["a"], c: ["gone"], d: ["b", "c"] });
    const { parts, links } = graphOf(odd, NONE, ALL);
    const layout = layoutGraph(parts, links, { wrapAt: 1e9 });
    expect(layout.nodes.size).toBe(parts.length);
    expect(layout.dangling).toEqual([expect.objectContaining({ from: "gone" })]);
    expect(layout.edges.some(({ back }) => back)).toBe(true);
  });
});

describe("arrow keys", () => {
  const { parts, links } = of("failed");
  const layout = layoutGraph(parts, links, { wrapAt: 1184 });
  const walk = (from: string, ...ways: Parameters<typeof neighbourOf>[2][]) =>
    ways.reduce<string | null>((id, way) => (id === null ? null : neighbourOf(layout, id, way)), from);

  test("follow the edges, also into the next line", () => {
    expect(walk("init › init/1", "along")).toBe("init › init/2");
    expect(walk("init › init/3", "along", "along")).toBe("init › plan:4");
    expect(walk("init › plan:4", "against")).toBe("init › init/3 › init/3/10.10.10.1:2886");
    expect(walk("init › plan:12", "along")).toBeNull();
  });

  test("up and down go over the hosts, then to the line above or below", () => {
    const first = "init › init/3 › init/3/10.10.10.1:2886";
    expect(walk(first, "down", "down")).toBe("init › init/3 › init/3/10.10.10.3:2886");
    expect(walk(first, "up")).toBe("cluster-config");
    expect(walk("init › init/1", "up", "down")).toBe("init › init/1");
  });
});

describe("the camera", () => {
  const view = { width: 1232, height: 420 };
  const box = { left: 0, top: 2000, right: 208, bottom: 2052 };

  test("zooms at the cursor", () => {
    const at = [300, 100] as const;
    const before: Camera = { x: 40, y: 60, zoom: 1 };
    const after = moveCamera(before, { type: "zoom", factor: 1.25, at });
    expect(after.x + at[0] / after.zoom).toBeCloseTo(before.x + at[0]);
    expect(after.y + at[1] / after.zoom).toBeCloseTo(before.y + at[1]);
  });

  test("stays where it is while the chosen node is in sight", () => {
    const camera = { x: 0, y: 1900, zoom: 1 };
    const picture = { width: 1184, height: 4000 };
    expect(moveCamera(camera, { type: "reveal", box, picture, view, align: "edge" })).toBe(camera);
    expect(moveCamera(START, { type: "reveal", box, picture, view, align: "middle" }).y).toBe(2026 - 210);
  });

  test("fits a long chain by more columns, and never magnifies", () => {
    const sizeAt = (columns: number) => ({ width: columns * 244, height: Math.ceil(100 / columns) * 84 });
    const { columns, camera } = fitColumns(sizeAt, 5, view);
    expect(columns).toBe(10);
    expect(sizeAt(columns).height * camera.zoom).toBeLessThanOrEqual(view.height);
    expect(sizeAt(columns).width * camera.zoom).toBeLessThanOrEqual(view.width);
    expect(fitColumns(() => ({ width: 208, height: 52 }), 5, view).camera.zoom).toBe(1);
  });

  test("draws what is in sight only, and nothing new for a small pan", () => {
    const window = windowOf({ x: 0, y: 0, zoom: 1 }, view);
    expect(windowOf({ x: 100, y: 100, zoom: 1 }, view)).toEqual(window);
    const { parts, links } = of("hundred");
    const layout = layoutGraph(parts, links, { wrapAt: 1184 });
    const seen = [...layout.nodes.values()].filter((node) => nodeSeen(node, window));
    expect(seen.length).toBeLessThan(layout.nodes.size / 2);
  });
});

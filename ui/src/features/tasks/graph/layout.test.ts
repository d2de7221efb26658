import { describe, expect, test } from "vitest";

import { must } from "../fixtures/must";
import { layoutGraph } from "./layout";
import { GAP_BAND, GAP_X, GAP_Y, type GraphEdge, type Layout } from "./shapes";

const WIDE = 1e9;
const node = (id: string, height = 52) => ({ id, width: 208, height });
const chainOf = (count: number) => Array.from({ length: count }, (_, index) => node(String(index)));
const inTurn = (ids: string[]): GraphEdge[] => ids.slice(1).map((to, index) => ({ from: must(ids[index]), to }));
const layersIn = (layout: Layout) => Object.fromEntries([...layout.nodes].map(([id, { layer }]) => [id, layer]));
const at = (layout: Layout, id: string) => must(layout.nodes.get(id));

describe("a chain", () => {
  const nodes = chainOf(12);
  const edges = inTurn(nodes.map(({ id }) => id));

  test("runs from left to right, at one height", () => {
    const layout = layoutGraph(nodes, edges, { wrapAt: WIDE });
    expect([...layout.nodes.values()].map(({ x, y }) => [x, y])).toEqual(
      nodes.map((_, index) => [index * (208 + GAP_X), 0]),
    );
    expect(layout.width).toBe(12 * 208 + 11 * GAP_X);
  });

  test("goes on in a new line where the width ends, and its edge between the lines", () => {
    const layout = layoutGraph(nodes, edges, { wrapAt: 5 * 208 + 4 * GAP_X });
    expect([...layout.nodes.values()].map(({ band }) => band)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2]);
    expect([at(layout, "5").x, at(layout, "5").y]).toEqual([0, 52 + GAP_BAND]);
    const turn = must(layout.edges.find((edge) => edge.from === "4"));
    expect(turn.back).toBe(false);
    expect(turn.box.left).toBe(-GAP_X / 2);
    expect(turn.path).toContain(`${52 + GAP_BAND / 2}`);
  });

  test("puts a node wider than the line into a line of its own", () => {
    const layout = layoutGraph(nodes, edges, { wrapAt: 100 });
    expect(new Set([...layout.nodes.values()].map(({ band }) => band)).size).toBe(12);
  });
});

describe("a fan-out", () => {
  const nodes = [node("a"), node("b", 36), node("c", 36), node("d", 36), node("e")];
  const edges = ["b", "c", "d"].flatMap((id) => [
    { from: "a", to: id },
    { from: id, to: "e" },
  ]);

  test("stands in one layer, nothing over anything else", () => {
    const layout = layoutGraph(nodes, edges, { wrapAt: WIDE });
    expect(layersIn(layout)).toEqual({ a: 0, b: 1, c: 1, d: 1, e: 2 });
    expect(["b", "c", "d"].map((id) => at(layout, id).y)).toEqual([0, 36 + GAP_Y, 2 * (36 + GAP_Y)]);
    expect(layout.height).toBe(3 * 36 + 2 * GAP_Y);
  });

  test("a layer is as far on as the longest way to it", () => {
    const layout = layoutGraph(nodes, [...edges, { from: "a", to: "e" }], { wrapAt: WIDE });
    expect(at(layout, "e").layer).toBe(2);
  });
});

test("crossed edges are untangled", () => {
  const nodes = ["a", "b", "c", "d"].map((id) => node(id));
  const edges = [
    { from: "a", to: "d" },
    { from: "b", to: "c" },
  ];
  const layout = layoutGraph(nodes, edges, { wrapAt: WIDE });
  expect(at(layout, "d").y).toBe(at(layout, "a").y);
  expect(at(layout, "c").y).toBe(at(layout, "b").y);
});

describe("edges that make no sense", () => {
  test("a circle is drawn, its closing edge backwards", () => {
    const nodes = ["a", "b", "c"].map((id) => node(id));
    const layout = layoutGraph(nodes, [...inTurn(["a", "b", "c"]), { from: "c", to: "a" }], { wrapAt: WIDE });
    expect(layersIn(layout)).toEqual({ a: 0, b: 1, c: 2 });
    expect(layout.edges.filter((edge) => edge.back).map(({ from, to }) => [from, to])).toEqual([["c", "a"]]);
  });

  test("a circle without a beginning is entered at its first node", () => {
    const nodes = ["a", "b"].map((id) => node(id));
    const edges = [
      { from: "b", to: "a" },
      { from: "a", to: "b" },
      { from: "a", to: "a" },
    ];
    const layout = layoutGraph(nodes, edges, { wrapAt: WIDE });
    expect(layersIn(layout)).toEqual({ a: 0, b: 1 });
    expect(layout.edges.filter((edge) => edge.back)).toHaveLength(2);
  });

  test("an end that does not exist is named, and nothing else is lost", () => {
    const lost = { from: "a", to: "gone" };
    const layout = layoutGraph([node("a"), node("b")], [lost, { from: "a", to: "b" }], { wrapAt: WIDE });
    expect(layout.dangling).toEqual([lost]);
    expect(layout.edges).toHaveLength(1);
  });

  test("what is there twice is drawn once", () => {
    const edges = [
      { from: "a", to: "b" },
      { from: "a", to: "b" },
    ];
    const layout = layoutGraph([node("a"), node("b"), node("a")], edges, { wrapAt: WIDE });
    expect([layout.nodes.size, layout.edges.length]).toEqual([2, 1]);
  });

  test("nothing at all is nothing", () => {
    expect(layoutGraph([], [], { wrapAt: WIDE })).toMatchObject({ width: 0, height: 0, edges: [] });
  });
});

describe("two thousand nodes", () => {
  const nodes = chainOf(2000);
  const ids = nodes.map(({ id }) => id);
  /** Each node needs up to three before it, at a spread that reaches across layers. */
  const tangled = ids.flatMap((to, index) =>
    [1, 7, 40]
      .filter((back) => index >= back && index % back === 0)
      .map((back) => ({ from: must(ids[index - back]), to })),
  );
  const fan = ids.slice(1, -1).flatMap((id) => [
    { from: "0", to: id },
    { from: id, to: "1999" },
  ]);

  test.each([
    ["in a chain", inTurn(ids)],
    ["in a net", tangled],
    ["side by side", fan],
    ["in one circle", [...inTurn(ids), { from: "1999", to: "0" }]],
    ["without edges", []],
  ])("%s cost a fixed number of looks each", (_, edges) => {
    const layout = layoutGraph(nodes, edges, { wrapAt: 1200 });
    expect(layout.nodes.size).toBe(2000);
    expect(layout.work).toBeLessThanOrEqual(16 * (nodes.length + edges.length));
  });

  test("twice as many cost twice as much", () => {
    const cost = (count: number) =>
      layoutGraph(nodes.slice(0, count), inTurn(ids.slice(0, count)), { wrapAt: 1200 }).work;
    expect(cost(2000) / cost(1000)).toBeCloseTo(2, 1);
  });
});

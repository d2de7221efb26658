import {
  type Box,
  type Counter,
  type EdgePath,
  GAP_BAND,
  GAP_X,
  type GraphEdge,
  type PlacedNode,
  type Places,
} from "./shapes";

type Point = readonly [x: number, y: number];

const ROUND = 6;
/** The arrow's tip touches the node. */
const TIP = 5;
/** Edges leave and arrive where a node's first line stands, so that a chain is straight whatever its nodes' heights. */
const PORT = 22;

/** Straight on where the target stands in the next layer of the same line; else through the space between lines. */
export function routeEdges(edges: readonly GraphEdge[], places: Places, count: Counter): EdgePath[] {
  return edges.flatMap((edge) => {
    count();
    const [from, to] = [places.nodes.get(edge.from), places.nodes.get(edge.to)];
    return from && to ? [pathOf(edge, from, to, places)] : [];
  });
}

function pathOf(edge: GraphEdge, from: PlacedNode, to: PlacedNode, { bands, rights }: Places): EdgePath {
  const start: Point = [from.x + from.width, from.y + portOf(from)];
  const end: Point = [to.x, to.y + portOf(to)];
  const leave = (rights[from.layer] ?? start[0]) + GAP_X / 2;
  const arrive = to.x - GAP_X / 2;
  const back = to.layer <= from.layer;
  const direct = from.band === to.band && !back;
  const channel = from.band === to.band ? (bands[to.band]?.bottom ?? 0) + GAP_BAND / 2 : channelAbove(to, bands);
  const points: Point[] = direct
    ? [start, [arrive, start[1]], [arrive, end[1]], end]
    : [start, [leave, start[1]], [leave, channel], [arrive, channel], [arrive, end[1]], end];
  return { ...edge, path: `${rounded(points)}${arrow(end)}`, box: boxOf(points), back };
}

function portOf(node: PlacedNode): number {
  return Math.min(PORT, node.height / 2);
}

function channelAbove(to: PlacedNode, bands: Places["bands"]): number {
  return (bands[to.band]?.top ?? 0) - GAP_BAND / 2;
}

/** A line through `points` with its corners cut round; every leg is level or upright. */
function rounded(points: readonly Point[]): string {
  const [first] = points;
  if (first === undefined) return "";
  const parts = points.slice(1).map((point, index) => {
    const before = points[index] ?? first;
    const after = points[index + 2];
    if (after === undefined) return `L${spot(point)}`;
    const room = Math.min(ROUND, lengthOf(before, point) / 2, lengthOf(point, after) / 2);
    return `L${spot(towards(point, before, room))}Q${spot(point)} ${spot(towards(point, after, room))}`;
  });
  return `M${spot(first)}${parts.join("")}`;
}

function arrow([x, y]: Point): string {
  return `M${spot([x - TIP, y - TIP + 1])}L${spot([x, y])}L${spot([x - TIP, y + TIP - 1])}`;
}

function towards([x, y]: Point, to: Point, by: number): Point {
  return [x + Math.sign(to[0] - x) * by, y + Math.sign(to[1] - y) * by];
}

function lengthOf(a: Point, b: Point): number {
  return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]);
}

function spot([x, y]: Point): string {
  return `${x} ${y}`;
}

function boxOf(points: readonly Point[]): Box {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return { left: Math.min(...xs), top: Math.min(...ys) - TIP, right: Math.max(...xs), bottom: Math.max(...ys) + TIP };
}

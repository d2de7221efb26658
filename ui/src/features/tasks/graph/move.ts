import type { Layout, PlacedNode } from "./shapes";

export type Direction = "along" | "against" | "up" | "down";

/** The node that an arrow key leads to: left and right follow the edges, up and down go to what stands there. */
export function neighbourOf({ nodes, edges }: Layout, id: string, direction: Direction): string | null {
  const here = nodes.get(id);
  if (here === undefined) return null;
  if (direction === "up" || direction === "down") return beside(nodes, here, direction === "down" ? 1 : -1);
  const [near, far] = direction === "along" ? (["from", "to"] as const) : (["to", "from"] as const);
  const ends = edges.filter((edge) => !edge.back && edge[near] === id).flatMap((edge) => nodes.get(edge[far]) ?? []);
  return nearest(ends, (node) => (node.band === here.band ? Math.abs(node.y - here.y) : node.y));
}

/** In its own layer, else in the line of layers above or below. */
function beside(nodes: Layout["nodes"], here: PlacedNode, step: 1 | -1): string | null {
  const ahead = [...nodes.values()].filter((node) => (node.y - here.y) * step > 0);
  const layer = ahead.filter((node) => node.layer === here.layer);
  if (layer.length > 0) return nearest(layer, (node) => Math.abs(node.y - here.y));
  const others = ahead.filter((node) => node.band !== here.band);
  const band = others.reduce((closest, node) => Math.min(closest, Math.abs(node.band - here.band)), Infinity);
  const line = others.filter((node) => Math.abs(node.band - here.band) === band);
  return nearest(line, (node) => Math.abs(node.x - here.x) * 1e6 + Math.abs(node.y - here.y));
}

function nearest(nodes: PlacedNode[], distance: (node: PlacedNode) => number): string | null {
  const [first, ...rest] = nodes;
  if (first === undefined) return null;
  return rest.reduce((best, node) => (distance(node) < distance(best) ? node : best), first).id;
}

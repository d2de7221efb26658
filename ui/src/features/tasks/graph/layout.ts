import { clean, closingEdges, layersOf, untangle } from "./layers";
import { routeEdges } from "./route";
import {
  type Band,
  type Counter,
  GAP_BAND,
  GAP_X,
  GAP_Y,
  type GraphEdge,
  type GraphNode,
  type Layout,
  type PlacedNode,
  type Places,
} from "./shapes";

type Options = {
  /** Layers go on in a new line where they would be wider than this. */
  wrapAt: number;
};

/**
 * Layers from left to right, wrapped into lines like text. Takes any edges: those that close a circle are drawn
 * backwards, those that lead nowhere are left out and named.
 */
export function layoutGraph(nodes: readonly GraphNode[], edges: readonly GraphEdge[], { wrapAt }: Options): Layout {
  let work = 0;
  const count = () => (work += 1);
  const { ids, edges: known, dangling } = clean(nodes, edges, count);
  const closing = closingEdges(ids, known, count);
  const forward = known.filter((edge) => !closing.has(edge));
  const layers = untangle(layersOf(ids, forward, count), forward, count);
  const sizes = new Map(nodes.map((node) => [node.id, node]));
  const placed = place(layers, sizes, wrapAt, count);
  return { ...placed, edges: routeEdges(known, placed, count), dangling, work };
}

function place(layers: string[][], sizes: ReadonlyMap<string, GraphNode>, wrapAt: number, count: Counter): Places {
  const nodes = new Map<string, PlacedNode>();
  const bands: Band[] = [{ top: 0, bottom: 0 }];
  const rights: number[] = [];
  let [x, top, width] = [0, 0, 0];
  layers.forEach((ids, layer) => {
    const own = ids.flatMap((id) => sizes.get(id) ?? []);
    const wide = own.reduce((most, node) => Math.max(most, node.width), 0);
    const band = bands.at(-1) ?? { top, bottom: top };
    if (x > 0 && x + wide > wrapAt) {
      top = band.bottom + GAP_BAND;
      x = 0;
      bands.push({ top, bottom: top });
    }
    let y = top;
    for (const node of own) {
      count();
      nodes.set(node.id, { ...node, x, y, layer, band: bands.length - 1 });
      y += node.height + GAP_Y;
    }
    const current = bands.at(-1) ?? band;
    current.bottom = Math.max(current.bottom, y - GAP_Y);
    rights[layer] = x + wide;
    width = Math.max(width, x + wide);
    x += wide + GAP_X;
  });
  return { nodes, bands, rights, width, height: bands.at(-1)?.bottom ?? 0 };
}

import type { Counter, GraphEdge } from "./shapes";

export type Clean = { ids: string[]; edges: GraphEdge[]; dangling: GraphEdge[] };

/** Each node and each edge once; an edge with an end that does not exist is set aside. */
export function clean(nodes: readonly { id: string }[], edges: readonly GraphEdge[], count: Counter): Clean {
  const ids = new Set(nodes.map(({ id }) => id));
  const seen = new Map<string, Set<string>>();
  const kept: GraphEdge[] = [];
  const dangling: GraphEdge[] = [];
  for (const edge of edges) {
    count();
    const known = ids.has(edge.from) && ids.has(edge.to);
    const targets = seen.get(edge.from) ?? new Set();
    if (!known) dangling.push(edge);
    else if (!targets.has(edge.to)) kept.push(edge);
    seen.set(edge.from, targets.add(edge.to));
  }
  return { ids: [...ids], edges: kept, dangling };
}

export type Neighbours = ReadonlyMap<string, readonly string[]>;

/** The other ends of each node's edges, in the order of the edges. */
export function neighbours(edges: readonly GraphEdge[], from: "from" | "to"): Neighbours {
  const to = from === "from" ? "to" : "from";
  const found = new Map<string, string[]>();
  for (const edge of edges) {
    const known = found.get(edge[from]);
    if (known) known.push(edge[to]);
    else found.set(edge[from], [edge[to]]);
  }
  return found;
}

/** The edges that close a circle, found from the first node on: without them there is none left. */
export function closingEdges(ids: readonly string[], edges: readonly GraphEdge[], count: Counter): Set<GraphEdge> {
  const out = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    const known = out.get(edge.from);
    if (known) known.push(edge);
    else out.set(edge.from, [edge]);
  }
  const state = new Map<string, "open" | "done">();
  const closing = new Set<GraphEdge>();
  for (const root of ids) {
    if (state.has(root)) continue;
    // A stack of our own: a chain of thousands is deeper than the engine's.
    const stack = [{ id: root, next: 0 }];
    state.set(root, "open");
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      count();
      const edge = out.get(top.id)?.[top.next];
      top.next += 1;
      if (edge === undefined) {
        state.set(top.id, "done");
        stack.pop();
      } else if (state.get(edge.to) === "open") closing.add(edge);
      else if (!state.has(edge.to)) {
        state.set(edge.to, "open");
        stack.push({ id: edge.to, next: 0 });
      }
    }
  }
  return closing;
}

/** Nodes by layer: each stands one behind the last of those it needs. `edges` has no circle. */
export function layersOf(ids: readonly string[], edges: readonly GraphEdge[], count: Counter): string[][] {
  const after = neighbours(edges, "from");
  const missing = new Map<string, number>();
  for (const { to } of edges) missing.set(to, (missing.get(to) ?? 0) + 1);
  const layer = new Map(ids.filter((id) => !missing.has(id)).map((id) => [id, 0]));
  const queue = [...layer.keys()];
  for (const id of queue) {
    count();
    for (const next of after.get(id) ?? []) {
      count();
      layer.set(next, Math.max(layer.get(next) ?? 0, (layer.get(id) ?? 0) + 1));
      const left = (missing.get(next) ?? 1) - 1;
      missing.set(next, left);
      if (left === 0) queue.push(next);
    }
  }
  const layers: string[][] = [];
  for (const id of ids) (layers[layer.get(id) ?? 0] ??= []).push(id);
  return layers;
}

/** Down and up again, twice: more sweeps hardly save another crossing. */
const SWEEPS = 4;

/** The same layers, each in the order that its neighbours have, so that few edges cross. */
export function untangle(layers: string[][], edges: readonly GraphEdge[], count: Counter): string[][] {
  const sides = [neighbours(edges, "to"), neighbours(edges, "from")];
  let sorted = layers;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const beside = sides[sweep % 2] ?? new Map<string, string[]>();
    const place = new Map(sorted.flatMap((layer) => layer.map((id, index): [string, number] => [id, index])));
    sorted = sorted.map((layer) => {
      if (layer.length < 2) return layer;
      const middle = new Map(layer.map((id, index) => [id, middleOf(beside.get(id), place, index, count)]));
      const ordered = layer.toSorted((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0));
      ordered.forEach((id, index) => place.set(id, index));
      return ordered;
    });
  }
  return sorted;
}

function middleOf(
  ids: readonly string[] | undefined,
  place: ReadonlyMap<string, number>,
  own: number,
  count: Counter,
): number {
  count();
  if (ids === undefined || ids.length === 0) return own;
  let sum = 0;
  for (const id of ids) {
    count();
    sum += place.get(id) ?? 0;
  }
  return sum / ids.length;
}

/** What is to be placed, in pixels. */
export type GraphNode = { id: string; width: number; height: number };
export type GraphEdge = { from: string; to: string };

/** `band` is the line of layers it stands in, `layer` its place along the edges. */
export type PlacedNode = GraphNode & { x: number; y: number; layer: number; band: number };

export type Box = { left: number; top: number; right: number; bottom: number };

/** An edge as an SVG path, and the box it needs; `back` closes a circle or leads to an earlier layer. */
export type EdgePath = GraphEdge & { path: string; box: Box; back: boolean };

export type Layout = {
  nodes: ReadonlyMap<string, PlacedNode>;
  edges: EdgePath[];
  width: number;
  height: number;
  /** Edges with an end that does not exist; they are not drawn. */
  dangling: GraphEdge[];
  /** Nodes and edges looked at: what a layout costs. */
  work: number;
};

export type Band = { top: number; bottom: number };
export type Places = {
  nodes: ReadonlyMap<string, PlacedNode>;
  bands: Band[];
  /** The right edge of each layer, by number. */
  rights: number[];
  width: number;
  height: number;
};

/** Called once for each node or edge that is looked at. */
export type Counter = () => void;

export const GAP_X = 36;
export const GAP_Y = 8;
export const GAP_BAND = 32;

import { memo } from "react";

import { edgeSeen } from "./visible";
import type { Link } from "./parts";
import type { Box, EdgePath } from "./shapes";
import classes from "./graph.module.css";

type Props = {
  edges: EdgePath[];
  links: ReadonlyMap<string, Link>;
  /** What set how long it took: an edge between two of them is heavy. */
  critical: ReadonlySet<string>;
  /** Its edges stand out. */
  selected: string | null;
  window: Box;
};

/** All edges in sight as three paths: plain, broken where steps are left out, and those of the chosen node. */
export const Edges = memo(function Edges({ edges, links, critical, selected, window }: Props) {
  const paths = { plain: "", broken: "", critical: "", chosen: "" };
  for (const edge of edges) {
    if (!edgeSeen(edge, window)) continue;
    const broken = edge.back || (links.get(linkId(edge))?.skips ?? 0) > 0;
    const chosen = edge.from === selected || edge.to === selected;
    const heavy = critical.has(edge.from) && critical.has(edge.to);
    paths[broken ? "broken" : chosen ? "chosen" : heavy ? "critical" : "plain"] += edge.path;
  }
  const box = {
    left: Math.round(window.left),
    top: Math.round(window.top),
    width: Math.round(window.right - window.left),
    height: Math.round(window.bottom - window.top),
  };
  return (
    <svg
      aria-hidden
      className={classes.edges}
      style={box}
      viewBox={`${box.left} ${box.top} ${box.width} ${box.height}`}
      preserveAspectRatio="none"
    >
      <path d={paths.plain} />
      <path d={paths.broken} data-broken />
      <path d={paths.critical} data-critical />
      <path d={paths.chosen} data-chosen />
    </svg>
  );
});

export function linkId({ from, to }: { from: string; to: string }): string {
  return `${from}\n${to}`;
}

import { memo } from "react";

import type { StateKind } from "../../../ipc/generated";
import { partState } from "./describe";
import classes from "./graph.module.css";
import type { Part } from "./parts";
import type { PlacedNode } from "./shapes";

type Shown = { part: Part; index: number; place: PlacedNode };

/** Too many to read: one path a state, in its colour. */
export const Plain = memo(function Plain({ shown }: { shown: Shown[] }) {
  const paths = new Map<StateKind, string>();
  for (const { part, place } of shown) {
    const { kind } = partState(part);
    const box = `M${place.x} ${place.y}h${place.width}v${place.height}h${-place.width}z`;
    paths.set(kind, (paths.get(kind) ?? "") + box);
  }
  return (
    <svg aria-hidden className={classes.plain}>
      {[...paths].map(([kind, path]) => (
        <path key={kind} d={path} data-kind={kind} />
      ))}
    </svg>
  );
});

import { useRef } from "react";

import classes from "./resizer.module.css";
import type { Pane } from "./use-pane";

type Props = { label: string; axis: "x" | "y"; pane: Pane; least: number; most: number };

/** The edge of a pane: drag it, or move it with the arrow keys. On `y` the pane lies below the edge. */
export function Resizer({ label, axis, pane, least, most }: Props) {
  const drag = useRef<{ at: number; size: number } | null>(null);
  const sign = axis === "x" ? 1 : -1;
  const clamp = (value: number) => Math.round(Math.min(Math.max(value, least), most));
  const placeOf = (event: { clientX: number; clientY: number }) => (axis === "x" ? event.clientX : event.clientY);
  const keys: Record<string, number> =
    axis === "x" ? { ArrowLeft: -16, ArrowRight: 16 } : { ArrowUp: 16, ArrowDown: -16 };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a separator that moves is interactive
    <div
      role="separator"
      aria-label={label}
      aria-orientation={axis === "x" ? "vertical" : "horizontal"}
      aria-valuenow={pane.size}
      aria-valuemin={least}
      aria-valuemax={Math.max(most, pane.size)}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
      tabIndex={0}
      className={axis === "x" ? classes.x : classes.y}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { at: placeOf(event), size: pane.size };
      }}
      onPointerMove={(event) => {
        if (drag.current) pane.resize(clamp(drag.current.size + sign * (placeOf(event) - drag.current.at)));
      }}
      onPointerUp={() => {
        if (drag.current) pane.keep(pane.size);
        drag.current = null;
      }}
      onKeyDown={(event) => {
        const by = keys[event.key];
        if (by === undefined) return;
        event.preventDefault();
        pane.keep(clamp(pane.size + by));
      }}
    />
  );
}

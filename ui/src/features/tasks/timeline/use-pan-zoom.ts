import { type PointerEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";

import type { Scale } from "./scale";
import type { ViewAction } from "./view";

type Options = {
  scale: Scale;
  left: number;
  follow: boolean;
  rescale: (pxPerMs: number) => Scale;
  dispatch: (action: ViewAction) => void;
};

const STEP = 1.5;
/** A press that moves less than this is a click. */
const SLACK = 3;

/** Zoom about a point, drag to pan. The wheel zooms at the cursor: on the axis by itself, on the bars with Ctrl. */
export function usePanZoom(
  axis: RefObject<HTMLElement | null>,
  lanes: RefObject<HTMLElement | null>,
  options: Options,
) {
  const { scale, left, follow, rescale, dispatch } = options;
  const [panning, setPanning] = useState(false);
  const drag = useRef<{ at: number; moved: boolean } | null>(null);
  const moved = useRef(false);

  const zoom = (factor: number, at: number) => dispatch({ type: "zoom", factor, at, scale, left, rescale, follow });
  const pan = (by: number) => dispatch({ type: "pan", by, pxPerMs: scale.pxPerMs, left });

  function drop() {
    drag.current = null;
    setPanning(false);
  }

  const wheel = useEffectEvent((event: WheelEvent, onAxis: boolean) => {
    const zooms = onAxis || event.ctrlKey || event.metaKey;
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (!zooms && sideways === 0) return;
    event.preventDefault();
    if (!zooms) return pan(sideways);
    const box = lanes.current?.getBoundingClientRect();
    zoom(
      STEP ** (-Math.sign(event.deltaY) * Math.min(Math.abs(event.deltaY) / 100, 1)),
      event.clientX - (box?.left ?? 0),
    );
  });

  const pointer = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      drag.current = { at: event.clientX, moved: false };
      moved.current = false;
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      // Let go where nobody heard it.
      if ((event.buttons & 1) === 0) return drop();
      const held = drag.current;
      if (!held) return;
      const by = held.at - event.clientX;
      if (!held.moved && Math.abs(by) < SLACK) return;
      if (!held.moved) event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { at: event.clientX, moved: true };
      moved.current = true;
      setPanning(true);
      pan(by);
    },
    onPointerUp: drop,
    onPointerCancel: drop,
  };

  useEffect(() => {
    const targets: [HTMLElement | null, boolean][] = [
      [axis.current, true],
      [lanes.current, false],
    ];
    const stops = targets.map(([element, onAxis]) => {
      const listen = (event: WheelEvent) => wheel(event, onAxis);
      element?.addEventListener("wheel", listen, { passive: false });
      return () => element?.removeEventListener("wheel", listen);
    });
    return () => stops.forEach((stop) => stop());
  }, [axis, lanes]);

  return { panning, pointer, zoomBy: zoom, dragged: () => moved.current };
}

export const ZOOM_STEP = STEP;

import { type PointerEvent, type RefObject, useEffect, useEffectEvent, useReducer, useRef } from "react";

import type { Kept } from "../parts/kept";
import { type Camera, START, ZOOM_STEP, moveCamera } from "./camera";

/** A press that moves less than this is a click. */
const SLACK = 3;

/** Drag and wheel move the picture; with Ctrl or Cmd the wheel zooms at the cursor. */
export function useCamera(frame: RefObject<HTMLElement | null>, kept: Kept<Camera>) {
  const [camera, move] = useReducer(moveCamera, START, kept.read);
  useEffect(() => kept.write(camera), [kept, camera]);
  const drag = useRef<{ at: [number, number]; moved: boolean } | null>(null);
  const moved = useRef(false);

  function drop() {
    drag.current = null;
  }

  const wheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    if (!event.ctrlKey && !event.metaKey) {
      const sideways = event.shiftKey && event.deltaX === 0;
      return move({ type: "pan", by: sideways ? [event.deltaY, 0] : [event.deltaX, event.deltaY] });
    }
    const box = frame.current?.getBoundingClientRect();
    const notches = Math.sign(event.deltaY) * Math.min(Math.abs(event.deltaY) / 100, 1);
    move({
      type: "zoom",
      factor: ZOOM_STEP ** -notches,
      at: [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)],
    });
  });

  useEffect(() => {
    const element = frame.current;
    const listen = (event: WheelEvent) => wheel(event);
    element?.addEventListener("wheel", listen, { passive: false });
    return () => element?.removeEventListener("wheel", listen);
  }, [frame]);

  const pointer = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      drag.current = { at: [event.clientX, event.clientY], moved: false };
      moved.current = false;
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      // Let go where nobody heard it.
      if ((event.buttons & 1) === 0) return drop();
      const held = drag.current;
      if (held === null) return;
      const by: [number, number] = [held.at[0] - event.clientX, held.at[1] - event.clientY];
      if (!held.moved && Math.hypot(...by) < SLACK) return;
      if (!held.moved) event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { at: [event.clientX, event.clientY], moved: true };
      moved.current = true;
      move({ type: "pan", by });
    },
    onPointerUp: drop,
    onPointerCancel: drop,
  };
  return { camera, move, pointer, dragged: () => moved.current };
}

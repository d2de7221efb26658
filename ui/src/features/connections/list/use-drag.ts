import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";

import { type Drop, dropAt } from "../model/drop";
import type { Line } from "../model/lines";

export type Dragged = { id: string; drop: Drop | null };

type Options = {
  scroller: RefObject<HTMLElement | null>;
  lines: Line[];
  /** Height of what stays on top while the rest scrolls. */
  head: number;
  onDrop: (id: string, drop: Drop) => void;
};

const THRESHOLD = 6;
const EDGE = 32;
const STEP = 10;

/** Takes a row by the pointer to another place. A press without a way is a click; Escape leaves all as it was. */
export function useDrag({ scroller, lines, head, onDrop }: Options) {
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const press = useRef<{ id: string; x: number; y: number; pointer: number } | null>(null);
  const pointerY = useRef(0);
  const active = dragged !== null;

  const place = (): Drop | null => {
    const box = scroller.current;
    if (box === null) return null;
    return dropAt(lines, pointerY.current - box.getBoundingClientRect().top - head + box.scrollTop);
  };
  const end = () => {
    press.current = null;
    setDragged(null);
  };

  useEffect(() => {
    if (!active) return undefined;
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      press.current = null;
      setDragged(null);
    };
    document.addEventListener("keydown", cancel, true);
    let frame = requestAnimationFrame(function scroll() {
      const box = scroller.current;
      if (box !== null) {
        const { top, bottom } = box.getBoundingClientRect();
        if (pointerY.current < top + head + EDGE) box.scrollTop -= STEP;
        if (pointerY.current > bottom - EDGE) box.scrollTop += STEP;
      }
      frame = requestAnimationFrame(scroll);
    });
    return () => {
      document.removeEventListener("keydown", cancel, true);
      cancelAnimationFrame(frame);
    };
  }, [active, scroller, head]);

  const handlers = {
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const start = press.current;
      if (start === null || event.pointerId !== start.pointer) return;
      pointerY.current = event.clientY;
      if (!active) {
        if (Math.hypot(event.clientX - start.x, event.clientY - start.y) < THRESHOLD) return;
        event.currentTarget.setPointerCapture?.(event.pointerId);
      }
      setDragged({ id: start.id, drop: place() });
    },
    onPointerUp: () => {
      if (dragged?.drop != null) onDrop(dragged.id, dragged.drop);
      end();
    },
    onPointerCancel: end,
  };
  const onPress = (event: PointerEvent<HTMLElement>, id: string) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    press.current = { id, x: event.clientX, y: event.clientY, pointer: event.pointerId };
  };
  return { dragged, handlers, onPress };
}

import { type RefObject, useEffect, useState } from "react";

export type Size = { width: number; height: number };

/** The size of an element's inside, kept up to date; `initial` until it is on the screen. */
export function useSize(ref: RefObject<HTMLElement | null>, initial: Size): Size {
  const [size, setSize] = useState(initial);

  useEffect(() => {
    const element = ref.current;
    if (!element || typeof ResizeObserver === "undefined") return undefined;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);

  return size;
}

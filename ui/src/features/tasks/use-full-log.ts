import { useCallback, useEffect, useRef, useState } from "react";

import { useScreenKeys } from "./parts/use-screen-keys";

/** The log over the whole screen by `f`, and back by `f` or Escape, to where the focus was. */
export function useFullLog(): { full: boolean; onFull: () => void } {
  const [full, setFull] = useState(false);
  const before = useRef<Element | null>(null);
  const onFull = useCallback(() => setFull((shown) => !shown), []);
  useScreenKeys({ fullLog: onFull, ...(full ? { leaveFullLog: onFull } : {}) });

  useEffect(() => {
    if (!full) return undefined;
    before.current = document.activeElement;
    document.getElementById("task-log")?.focus();
    return () => {
      if (before.current instanceof HTMLElement) before.current.focus();
    };
  }, [full]);

  return { full, onFull };
}

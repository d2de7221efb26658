import { useCallback, useLayoutEffect, useRef } from "react";

/** The same function at every render, which calls the newest `handler`: for events only, never while rendering. */
export function useStable<Args extends unknown[], Result>(
  handler: (...args: Args) => Result,
): (...args: Args) => Result {
  const newest = useRef(handler);

  useLayoutEffect(() => {
    newest.current = handler;
  });

  return useCallback((...args: Args) => newest.current(...args), []);
}

import { useEffect, useEffectEvent } from "react";

import { isTyping } from "../tasks/timeline/keys";

type Keys = { filter: () => void; refresh: () => void; back: () => void };

/** Keys that work wherever the focus is on the page, except in an input, a dialog or a menu. */
export function useOverviewKeys(keys: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event.target)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actionOf(event.key, keys);
    if (action === null) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

function actionOf(key: string, { filter, refresh, back }: Keys): (() => void) | null {
  if (key === "/") return filter;
  if (key === "r") return refresh;
  return key === "Escape" ? back : null;
}

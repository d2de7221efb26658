import { useEffect, useEffectEvent } from "react";

import { isTyping } from "../tasks/timeline/keys";

type Keys = { filter: () => void; add: () => void; undo: (() => void) | null };

/** Keys that work wherever the focus is on the page, except in an input, a dialog or a menu. */
export function usePageKeys(keys: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event.target)) return;
    const action = actionOf(event, keys);
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

function actionOf(event: KeyboardEvent, { filter, add, undo }: Keys): (() => void) | null {
  if (event.ctrlKey || event.metaKey) return event.key === "z" && !event.shiftKey ? undo : null;
  if (event.altKey) return null;
  if (event.key === "/") return filter;
  return event.key === "n" ? add : null;
}

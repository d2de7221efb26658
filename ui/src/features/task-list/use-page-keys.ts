import { useEffect, useEffectEvent } from "react";

import { isTyping } from "../tasks/timeline/keys";

type Keys = { filter: () => void; back: () => void; help: () => void };

/** Keys that work wherever the focus is on the page, except in an input, a dialog or a menu. */
export function usePageKeys(keys: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") keys.filter();
    else if (event.key === "Escape") keys.back();
    else if (event.key === "?") keys.help();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

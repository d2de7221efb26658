import { useEffect, useEffectEvent } from "react";

import { isTyping } from "../../tasks/timeline/keys";

type Keys = { refresh: () => void; help: () => void; back?: () => void; filter?: () => void };

/** `r` reads again, Esc goes back, `/` searches, `?` tells the keys; not while something is typed or asked. */
export function useObproxyKeys(keys: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "r") keys.refresh();
    else if (event.key === "Escape" && keys.back !== undefined) keys.back();
    else if (event.key === "?") keys.help();
    else if (event.key === "/" && keys.filter !== undefined) keys.filter();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

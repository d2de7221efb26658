import { useEffect, useEffectEvent } from "react";

import { isTyping } from "../../tasks/timeline/keys";

/** Escape goes back, except from an input, a dialog or a menu. */
export function useBackKey(back: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || isTyping(event.target)) return;
    event.preventDefault();
    back();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

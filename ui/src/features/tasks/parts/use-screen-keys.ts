import { useEffect, useEffectEvent } from "react";

import { type KeyAction, isTyping, screenKey } from "../timeline/keys";

/** Keys of the whole screen; a press in an input, a dialog or a menu is not for us. */
export function useScreenKeys(actions: Partial<Record<KeyAction, () => void>>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event.target)) return;
    const name = screenKey(event);
    const action = name === null ? undefined : actions[name];
    if (!action) return;
    event.preventDefault();
    action();
  });

  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

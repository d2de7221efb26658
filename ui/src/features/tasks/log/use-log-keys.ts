import { useEffect, useEffectEvent } from "react";

type Keys = { search: () => void; nextHit: () => void; previousHit: () => void; save: () => void };

/** Keys with a modifier or a number, which work in an input too; a dialog has its own. */
export function useLogKeys(keys: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const inDialog = event.target instanceof Element && event.target.closest("[role=dialog], [role=menu]") !== null;
    const action = event.defaultPrevented || inDialog ? null : actionOf(event, keys);
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

function actionOf(event: KeyboardEvent, keys: Keys): (() => void) | null {
  if (event.altKey) return null;
  if (event.key === "F3") return event.shiftKey ? keys.previousHit : keys.nextHit;
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey) return null;
  if (event.key === "f") return keys.search;
  return event.key === "s" ? keys.save : null;
}

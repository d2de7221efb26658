import { useEffect, useEffectEvent, useRef } from "react";
import { useLocation } from "wouter";

/** What follows `g`, and where it leads. */
const PLACES: Readonly<Record<string, string>> = { c: "/", t: "/tasks", o: "/obproxy", a: "/audit", s: "/settings" };

/** The second key comes within this time. */
const WITHIN_MS = 1500;

/** `g t` goes to the tasks, from every page. The second key is ours: pages have their own `c`. */
export function useGoKeys(): void {
  const [, navigate] = useLocation();
  const begun = useRef<number | null>(null);
  const press = useEffectEvent((event: KeyboardEvent) => {
    const since = begun.current;
    begun.current = null;
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (since === null || event.timeStamp - since > WITHIN_MS) {
      if (event.key === "g" && !event.repeat) begun.current = event.timeStamp;
      return;
    }
    const place = PLACES[event.key];
    if (place === undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    navigate(place);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, [contenteditable], [role=dialog], [role=menu]") !== null
  );
}

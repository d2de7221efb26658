import { type ReactNode, createContext, useContext } from "react";
import { createPortal } from "react-dom";

/** Where in the bar the shown view puts its own buttons; null until the bar is there. */
export const ToolsSlot = createContext<HTMLElement | null>(null);

/** Buttons of one view only. The bar stays, so that a tab keeps the focus when the view behind it changes. */
export function Tools({ children }: { children: ReactNode }) {
  const slot = useContext(ToolsSlot);
  return slot === null ? null : createPortal(children, slot);
}

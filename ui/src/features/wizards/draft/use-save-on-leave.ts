import { useEffect } from "react";

/** Saves what is not saved yet when the wizard or the window is left. */
export function useSaveOnLeave(editor: { flush: () => Promise<void> }): void {
  useEffect(() => {
    const saveNow = () => {
      // A field hands its text over when it is left; closing the window must not lose it.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      void editor.flush();
    };
    window.addEventListener("beforeunload", saveNow);
    return () => {
      window.removeEventListener("beforeunload", saveNow);
      void editor.flush();
    };
  }, [editor]);
}

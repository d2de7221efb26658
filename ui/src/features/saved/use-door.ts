import { useEffect, useEffectEvent, useRef, useState } from "react";

import { isTyping } from "../tasks/timeline/keys";
import { type Dropped, carriesFiles, droppedFiles, looksLikeJson } from "./open-file";

type Door = { onChoose: () => void; onFiles: (files: Dropped[]) => void; onText: (text: string) => void };

/** WebKitGTK tells of no element that is entered when one is left: only silence tells that the window was left. */
const STILL_OVER_MS = 120;

/** Hears files over the window and dropped on it, pasted tasks, and Ctrl O. Drags inside the window are not for it. */
export function useDoor({ onChoose, onFiles, onText }: Door): { over: boolean } {
  const [over, setOver] = useState(false);
  const hiding = useRef<number | undefined>(undefined);

  const drag = useEffectEvent((event: DragEvent) => {
    if (event.type === "dragleave") {
      window.clearTimeout(hiding.current);
      hiding.current = window.setTimeout(() => setOver(false), STILL_OVER_MS);
      return;
    }
    if (!carriesFiles(event.dataTransfer)) return;
    // Or the window would show the file in place of OBDeck.
    event.preventDefault();
    window.clearTimeout(hiding.current);
    if (event.type === "dragover") event.dataTransfer.dropEffect = "copy";
    if (event.type === "drop") onFiles(droppedFiles(event.dataTransfer));
    setOver(event.type !== "drop");
  });
  const press = useEffectEvent((event: KeyboardEvent) => {
    const chord = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key === "o";
    if (!chord || event.defaultPrevented || isInDialog(event.target)) return;
    event.preventDefault();
    onChoose();
  });
  const paste = useEffectEvent((event: ClipboardEvent) => {
    if (event.defaultPrevented || event.clipboardData === null || isTyping(event.target)) return;
    const files = droppedFiles(event.clipboardData);
    const text = event.clipboardData.getData("text/plain");
    if (files.length > 0) onFiles(files);
    else if (looksLikeJson(text)) onText(text);
  });

  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    for (const type of ["dragenter", "dragover", "dragleave", "drop"] as const) {
      window.addEventListener(type, (event) => drag(event), { signal });
    }
    window.addEventListener("keydown", (event) => press(event), { signal });
    window.addEventListener("paste", (event) => paste(event), { signal });
    return () => {
      listening.abort();
      window.clearTimeout(hiding.current);
    };
  }, []);

  return { over };
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[role=dialog], [role=menu]") !== null;
}

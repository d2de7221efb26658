/** What a key does in the list. */
export type ListAction =
  | { type: "move"; by: number }
  | { type: "first" }
  | { type: "last" }
  | { type: "fold" }
  | { type: "unfold" }
  | { type: "open" }
  | { type: "panel" }
  | { type: "nudge"; by: 1 | -1 }
  | { type: "across"; by: 1 | -1 };

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

const PAGE = 10;

/** `perLine` is how many stand side by side: then ← → go along the line instead of folding. */
export function listAction(event: Key, perLine: number): ListAction | null {
  if (event.ctrlKey || event.metaKey) return null;
  if (event.altKey) return moveAction(event);
  switch (event.key) {
    case "ArrowDown":
      return { type: "move", by: perLine };
    case "ArrowUp":
      return { type: "move", by: -perLine };
    case "j":
      return { type: "move", by: 1 };
    case "k":
      return { type: "move", by: -1 };
    case "PageDown":
      return { type: "move", by: PAGE * perLine };
    case "PageUp":
      return { type: "move", by: -PAGE * perLine };
    case "Home":
      return { type: "first" };
    case "End":
      return { type: "last" };
    case "ArrowLeft":
      return perLine > 1 ? { type: "move", by: -1 } : { type: "fold" };
    case "ArrowRight":
      return perLine > 1 ? { type: "move", by: 1 } : { type: "unfold" };
    case "Enter":
      return { type: "open" };
    case " ":
      return { type: "panel" };
    default:
      return null;
  }
}

function moveAction({ key, shiftKey }: Key): ListAction | null {
  if (key !== "ArrowUp" && key !== "ArrowDown") return null;
  return { type: shiftKey ? "across" : "nudge", by: key === "ArrowDown" ? 1 : -1 };
}

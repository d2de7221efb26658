/** What a key does on the run screen. */
export type KeyAction =
  | "rowUp"
  | "rowDown"
  | "rowFirst"
  | "rowLast"
  | "fold"
  | "unfold"
  | "openLog"
  | "zoomIn"
  | "zoomOut"
  | "fit"
  | "now"
  | "nextError"
  | "previousError"
  | "follow"
  | "wrap"
  | "nextAttempt"
  | "timelineTab"
  | "graphTab"
  | "tableTab"
  | "filter"
  | "hideDone"
  | "stepMenu"
  | "fullLog"
  | "leaveFullLog"
  | "help";

export type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">;

const ROWS: Readonly<Record<string, KeyAction>> = {
  ArrowUp: "rowUp",
  k: "rowUp",
  ArrowDown: "rowDown",
  j: "rowDown",
  Home: "rowFirst",
  End: "rowLast",
  ArrowLeft: "fold",
  ArrowRight: "unfold",
  Enter: "openLog",
};

const ANYWHERE: Readonly<Record<string, KeyAction>> = {
  "+": "zoomIn",
  "=": "zoomIn",
  "-": "zoomOut",
  "0": "fit",
  n: "now",
  l: "openLog",
  e: "nextError",
  E: "previousError",
  ".": "follow",
  w: "wrap",
  a: "nextAttempt",
  "1": "timelineTab",
  "2": "graphTab",
  "3": "tableTab",
  "/": "filter",
  h: "hideDone",
  m: "stepMenu",
  f: "fullLog",
  Escape: "leaveFullLog",
  "?": "help",
};

/** Keys while the timeline's rows have the focus. */
export function rowKey(event: Key): KeyAction | null {
  return modified(event) ? null : (ROWS[event.key] ?? null);
}

/** Keys that work wherever the focus is, except in an input. */
export function screenKey(event: Key): KeyAction | null {
  return modified(event) ? null : (ANYWHERE[event.key] ?? null);
}

/** A key pressed there is text, or belongs to a dialog or a menu. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable], [role=dialog], [role=menu]") !== null
  );
}

function modified({ ctrlKey, metaKey, altKey }: Key): boolean {
  return ctrlKey || metaKey || altKey;
}

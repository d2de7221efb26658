import { useState } from "react";

import { usePreferences, useSavePreferences } from "../../settings/preferences";

export type Pane = { size: number; resize: (size: number) => void; keep: (size: number) => void };

/** A pane's size in pixels. It follows the pointer while dragged and is remembered among the preferences at the end. */
export function usePane(name: string, usual: number): Pane {
  const preferences = usePreferences();
  const { save } = useSavePreferences();
  const [dragged, setDragged] = useState<number | null>(null);
  return {
    size: dragged ?? preferences.panes[name] ?? usual,
    resize: setDragged,
    keep: (size) => {
      setDragged(size);
      save({ panes: { ...preferences.panes, [name]: size } });
    },
  };
}

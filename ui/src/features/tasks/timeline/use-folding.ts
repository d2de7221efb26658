import { useCallback, useState } from "react";

import type { Folding, Row } from "./rows";

/** What the user folded by hand. The rest opens and closes by itself. */
export function useFolding() {
  const [folding, setFolding] = useState<Folding>(new Map());
  const fold = useCallback((row: Row, open?: boolean) => {
    if (row.type === "run" || row.open === null) return;
    setFolding((before) => new Map(before).set(row.id, open ?? !row.open));
  }, []);
  return { folding, fold };
}

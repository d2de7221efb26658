import { useCallback, useState } from "react";

import type { Folding } from "./rows";

/** A row that may have rows in it: `open` is null or missing where there are none. */
export type Foldable = { id: string; open?: boolean | null };
export type Fold = (row: Foldable, open?: boolean) => void;

/** What the user folded by hand, in whatever view. The rest opens and closes by itself. */
export function useFolding(): { folding: Folding; fold: Fold } {
  const [folding, setFolding] = useState<Folding>(new Map());
  const fold = useCallback((row: Foldable, open?: boolean) => {
    const before = row.open ?? null;
    if (before !== null) setFolding((known) => new Map(known).set(row.id, open ?? !before));
  }, []);
  return { folding, fold };
}

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";

import type { Reach } from "../../../ipc/generated";
import type { DraftEditor } from "../draft/editor";
import { isWhole } from "./reach-state";

/** The way that hosts are asked by: the draft's, once it is whole and no letter of it is being typed. */
export function useSettledReach(editor: DraftEditor): { reach: Reach; settleReach: () => void } {
  const cache = useQueryClient();
  const [reach, setReach] = useState(() => editor.state().draft.reach);
  const settled = useRef(reach);
  const settleReach = useCallback(() => {
    const next = editor.state().draft.reach;
    if (!isWhole(next) || same(next, settled.current)) return;
    settled.current = next;
    // Answers that came another way earlier say nothing now: back on that way, hosts are asked anew.
    cache.removeQueries({ queryKey: ["probe_host"], type: "inactive" });
    setReach(next);
  }, [cache, editor]);
  return { reach, settleReach };
}

function same(one: Reach, other: Reach): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { callCommand, commandKey } from "../../ipc/client";
import type { ObproxyDraft } from "../../ipc/generated";
import { usePlatform } from "../../platform/context";
import { createDraftEditor, type DraftEditor } from "../wizards/draft/editor";
import { useSaveOnLeave } from "../wizards/draft/use-save-on-leave";

/** Keeps a draft for OBProxy while it is edited, whatever its form is of. */
export function useObproxyEditor(draft: ObproxyDraft): DraftEditor<ObproxyDraft> {
  const platform = usePlatform();
  const cache = useQueryClient();
  const [editor] = useState(() =>
    createDraftEditor(draft, (changed: ObproxyDraft) => {
      cache.setQueryData(commandKey("load_obproxy_draft", { id: changed.id }), changed);
      return callCommand(platform, "save_obproxy_draft", { draft: changed });
    }),
  );
  useSaveOnLeave(editor);
  return editor;
}

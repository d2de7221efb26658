import { Channel, invoke } from "@tauri-apps/api/core";
import { getCurrentWindow } from "@tauri-apps/api/window";
import { writeText } from "@tauri-apps/plugin-clipboard-manager";

import type { Platform } from "./platform";

/** The real window. The only file that imports from `@tauri-apps`. */
export const tauriPlatform: Platform = {
  call: (command, request) => invoke(command, { request }),
  watch(stream, request, onEvent, onFailure) {
    const watchId = crypto.randomUUID();
    let open = true;
    const channel = new Channel<Parameters<typeof onEvent>[0]>((event) => open && onEvent(event));
    const started = invoke(stream, { request: { ...request, watchId }, channel }).catch((problem: unknown) => {
      if (open) onFailure?.(problem);
    });
    return () => {
      if (!open) return;
      open = false;
      // Asked for only after the subscription exists, or it would outlive the screen.
      void started.then(() => invoke("unwatch", { request: { watchId } }));
    };
  },
  copyText: (text) => writeText(text),
  setTitle(title) {
    document.title = title;
    void getCurrentWindow().setTitle(title);
  },
};

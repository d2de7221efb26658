import { useEffect, useRef, useState } from "react";

import { toIpcError } from "../../../../ipc/failure";
import type { Consent, IpcError, UploadProgress } from "../../../../ipc/generated";
import { usePlatform } from "../../../../platform/context";

export type Upload =
  | { type: "idle" }
  /** The system's dialog is open, or bytes are on their way. */
  | { type: "going"; progress: UploadProgress }
  | { type: "over"; progress: UploadProgress; cancelled: boolean }
  | { type: "refused"; problem: IpcError };

/** One upload at a time. It ends with the dialog that shows it: nobody would see how it went. */
export function useUpload(connectionId: string, onDone: () => void) {
  const platform = usePlatform();
  const [upload, setUpload] = useState<Upload>({ type: "idle" });
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  const start = (agents: string[], consent: Consent) => {
    stop.current?.();
    setUpload({ type: "going", progress: notBegun(agents) });
    stop.current = platform.watch(
      "upload_package",
      { connectionId, agents, consent },
      (progress) => {
        setUpload({ type: progress.over ? "over" : "going", progress, cancelled: false });
        if (progress.over) onDone();
      },
      (thrown) => setUpload({ type: "refused", problem: toIpcError(thrown) }),
    );
  };
  const cancel = () => {
    stop.current?.();
    stop.current = null;
    setUpload((now) =>
      now.type === "going" ? { type: "over", progress: cancelled(now.progress), cancelled: true } : now,
    );
    onDone();
  };
  /** Back to the question, whose answer the guard wants anew for each upload. */
  const reset = () => setUpload({ type: "idle" });
  return { upload, start, cancel, reset };
}

function notBegun(agents: string[]): UploadProgress {
  return {
    file: null,
    size: 0,
    agents: agents.map((agent) => ({ agent, state: "waiting", sent: 0, package: null, problem: null })),
    over: false,
    problem: null,
  };
}

/** Nothing more is heard once it is cancelled: what was not done will not be. */
function cancelled(progress: UploadProgress): UploadProgress {
  const agents = progress.agents.map((one) =>
    one.state === "waiting" || one.state === "sending" ? { ...one, state: "cancelled" as const } : one,
  );
  return { ...progress, agents, over: true };
}

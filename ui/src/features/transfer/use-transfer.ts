import { useState } from "react";

import { callCommand } from "../../ipc/client";
import { toIpcError } from "../../ipc/failure";
import type { Commands, IpcError } from "../../ipc/generated";
import { usePlatform } from "../../platform/context";

type Transfer = "export_connections" | "read_import" | "apply_import";

/**
 * One call that may carry a passphrase. Not a mutation: those keep what they were called with, and that is the
 * passphrase.
 */
export function useTransfer<C extends Transfer>(command: C) {
  const platform = usePlatform();
  const [working, setWorking] = useState<"idle" | "working">("idle");
  const [problem, setProblem] = useState<IpcError | null>(null);
  const send = async (request: Commands[C][0]): Promise<Commands[C][1] | null> => {
    setWorking("working");
    setProblem(null);
    try {
      return await callCommand(platform, command, request);
    } catch (thrown) {
      setProblem(toIpcError(thrown));
      return null;
    } finally {
      setWorking("idle");
    }
  };
  return { send, problem, isWorking: working === "working" };
}

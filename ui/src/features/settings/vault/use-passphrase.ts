import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { callCommand, commandKey } from "../../../ipc/client";
import { toIpcError } from "../../../ipc/failure";
import type { IpcError, VaultView } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";

export type Work = { type: "idle" } | { type: "working" } | { type: "failed"; problem: IpcError };

/** Whatever shows where passwords are kept, or waits for one of them, reads it again. */
export function useVaultChanged(): (vault: VaultView) => Promise<void> {
  const cache = useQueryClient();
  return async (vault) => {
    cache.setQueryData(commandKey("vault", {}), vault);
    await Promise.all(["app_info", "vault", "connections"].map((key) => cache.invalidateQueries({ queryKey: [key] })));
  };
}

/** Hands a passphrase over once. Not a mutation: those keep what they were called with, and that is the passphrase. */
export function usePassphrase(command: "unlock_vault" | "protect_vault", onDone: () => void) {
  const platform = usePlatform();
  const changed = useVaultChanged();
  const [work, setWork] = useState<Work>({ type: "idle" });
  const send = async (passphrase: string) => {
    setWork({ type: "working" });
    try {
      await changed(await callCommand(platform, command, { passphrase }));
      setWork({ type: "idle" });
      onDone();
    } catch (thrown) {
      setWork({ type: "failed", problem: toIpcError(thrown) });
    }
  };
  return { send, work };
}

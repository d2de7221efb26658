import { useState } from "react";

import { callCommand } from "../../ipc/client";
import { toIpcError } from "../../ipc/failure";
import type { IpcError, SecretRef } from "../../ipc/generated";
import { usePlatform } from "../../platform/context";

export type Storing = { type: "idle" } | { type: "storing" } | { type: "failed"; problem: IpcError };

/**
 * Hands a secret to the vault once. `hold` gets the work, for who must wait until it is done.
 * Not a mutation: those keep what they were called with, and that is the secret.
 */
export function useStoreSecret(
  onStored: (secret: SecretRef) => void | Promise<void>,
  hold?: (work: Promise<void>) => void,
) {
  const platform = usePlatform();
  const [storing, setStoring] = useState<Storing>({ type: "idle" });
  const store = (value: string, replaces: SecretRef | null = null): void => {
    setStoring({ type: "storing" });
    const work = callCommand(platform, "store_secret", { value, replaces: replaces?.id ?? null })
      .then(onStored)
      .then(
        () => setStoring({ type: "idle" }),
        (thrown: unknown) => setStoring({ type: "failed", problem: toIpcError(thrown) }),
      );
    hold?.(work);
  };
  return { store, storing };
}

import { useState } from "react";

import { callCommand } from "../../../ipc/client";
import { toIpcError } from "../../../ipc/failure";
import type { WizardDraft, IpcError, SecretRef } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";
import { useWizard } from "./context";

export type Storing = { type: "idle" } | { type: "storing" } | { type: "failed"; problem: IpcError };

/**
 * Hands a password to the vault and puts its id into the draft; the wizard waits for it before it goes on.
 * Not a mutation: those keep what they were called with, and that is the password.
 */
export function useStoreSecret(into: (draft: WizardDraft, secret: SecretRef) => WizardDraft) {
  const platform = usePlatform();
  const { editor } = useWizard();
  const [storing, setStoring] = useState<Storing>({ type: "idle" });
  const store = (value: string, replaces: SecretRef | null) => {
    setStoring({ type: "storing" });
    const work = callCommand(platform, "store_secret", { value, replaces: replaces?.id ?? null }).then(
      (secret) => {
        editor.edit((draft) => into(draft, secret));
        setStoring({ type: "idle" });
      },
      (thrown: unknown) => setStoring({ type: "failed", problem: toIpcError(thrown) }),
    );
    editor.hold(work);
  };
  return { store, storing };
}

import { type ReactNode, useState } from "react";

import { toIpcError } from "../../ipc/failure";
import type { Consent, GuardLevel, OperationGuard } from "../../ipc/generated";
import { GuardedDialog, type GuardedAction, levelAsked } from "./guarded-dialog";

type Asked = {
  guard: OperationGuard;
  action: GuardedAction;
  raisedTo: GuardLevel | null;
  send: (consent: Consent) => Promise<void>;
  onCancel: () => void;
};

export type ConsentFlow = {
  /**
   * Asks for what the guard demands, then sends. Resolves to the reply, or to null when the user thinks better of it.
   * An open guard asks nothing; what fails then rejects. What fails after a dialog is told in that dialog.
   */
  run: <Reply>(action: GuardedAction, send: (consent: Consent) => Promise<Reply>) => Promise<Reply | null>;
  /** To be drawn by the screen that asks. */
  dialog: ReactNode;
};

const NO_WORD: Consent = { confirmed: false, typedName: null };

/** The user's word before a changing call. `read` tells the guard; it is asked at each press, since guards change. */
export function useConsent(read: () => Promise<OperationGuard>): ConsentFlow {
  const [asked, setAsked] = useState<Asked | null>(null);

  const run: ConsentFlow["run"] = async (action, send) => {
    const guard = await read();
    const ask = (raisedTo: GuardLevel | null) =>
      new Promise<Awaited<ReturnType<typeof send>> | null>((resolve) => {
        const settle = (reply: Awaited<ReturnType<typeof send>> | null) => {
          setAsked(null);
          resolve(reply);
        };
        setAsked({
          guard,
          action,
          raisedTo,
          send: async (consent) => settle(await send(consent)),
          onCancel: () => settle(null),
        });
      });
    if (guard.guard.level !== "open") return ask(null);
    try {
      return await send(NO_WORD);
    } catch (thrown) {
      const level = levelAsked(toIpcError(thrown));
      if (level === null) throw thrown;
      return ask(level);
    }
  };

  const dialog = asked !== null && (
    <GuardedDialog
      {...asked.action}
      guard={asked.guard}
      raisedTo={asked.raisedTo}
      onSend={asked.send}
      onClose={asked.onCancel}
    />
  );
  return { run, dialog };
}

import { useQueryClient } from "@tanstack/react-query";

import { callCommand } from "../../../ipc/client";
import type { Consent, PlannedCalls } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";
import type { GuardedAction } from "../../../shared/guard/guarded-dialog";
import { useConsent } from "../../../shared/guard/use-consent";

type Start = Omit<GuardedAction, "calls">;

/** The user's word before the start; the calls it is about are those of the plan in sight. */
export function useStartConsent(id: string) {
  const platform = usePlatform();
  const cache = useQueryClient();
  const { run, dialog } = useConsent(() => callCommand(platform, "draft_guard", { id }));
  const plan = () => cache.getQueriesData<PlannedCalls>({ queryKey: ["plan_calls", { id }] }).at(-1)?.[1];
  const runStart = <Reply>(action: Start, send: (consent: Consent) => Promise<Reply>) => {
    const calls = (plan()?.calls ?? []).map(({ method, path, target }) => `${method} ${path}  ${target}`);
    return run({ ...action, calls }, send);
  };
  return { run: runStart, dialog };
}

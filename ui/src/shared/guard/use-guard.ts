import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";

import { callCommand } from "../../ipc/client";
import type { IpcFailure } from "../../ipc/failure";
import type { IpcError, OperationGuard } from "../../ipc/generated";
import { useCommand } from "../../ipc/hooks";
import { usePlatform } from "../../platform/context";

/** A little later than it ends, so that the answer is the one after. */
const LATER_MS = 250;

type Known = { guard: OperationGuard | null; problem: IpcError | null };

/** The guard that the changing calls of an operation are under. Where nothing can be sent there is none to ask for. */
export function useOperationGuard(operationId: string, enabled = true): Known {
  return known(useCommand("operation_guard", { operationId }, { askAgainAfter: whenItFallsBack, enabled }));
}

/** The guard under which a draft would be started. `revision` grows with each save: the environment may be another. */
export function useDraftGuard(id: string, revision: number): Known {
  const platform = usePlatform();
  const query = useQuery<OperationGuard, IpcFailure>({
    queryKey: ["draft_guard", { id }, revision],
    queryFn: () => callCommand(platform, "draft_guard", { id }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data === undefined ? false : whenItFallsBack(state.data)),
    gcTime: 0,
  });
  return known(query);
}

/** To be called after a guard was changed: whatever shows one reads it again. */
export function useGuardChanged(): () => Promise<void> {
  const cache = useQueryClient();
  return async () => {
    const keys = ["operation_guard", "draft_guard", "connections", "audit"];
    await Promise.all(keys.map((key) => cache.invalidateQueries({ queryKey: [key] })));
  };
}

function known({ data, error }: { data: OperationGuard | undefined; error: IpcFailure | null }): Known {
  return { guard: data ?? null, problem: error?.problem ?? null };
}

function whenItFallsBack({ guard }: OperationGuard): number | false {
  return guard.lowered !== null && Math.max(guard.lowered.until - Date.now(), 0) + LATER_MS;
}

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { callCommand } from "../../../../ipc/client";
import type { IpcFailure } from "../../../../ipc/failure";
import type { IpcError, ObproxyCheck } from "../../../../ipc/generated";
import { usePlatform } from "../../../../platform/context";

export type ObproxyChecks = {
  /** Of the draft as it was last saved; the former one while that is judged. */
  check: ObproxyCheck | null;
  error: IpcError | null;
  again: () => void;
  /** Checks now, past the cache. */
  now: () => Promise<ObproxyCheck>;
};

/** What speaks for and against the saved draft. `revision` grows with each save. */
export function useObproxyCheck(id: string, revision: number): ObproxyChecks {
  const platform = usePlatform();
  const cache = useQueryClient();
  const ask = useCallback(() => callCommand(platform, "check_obproxy_draft", { id }), [platform, id]);
  const query = useQuery<ObproxyCheck, IpcFailure>({
    queryKey: ["check_obproxy_draft", { id }, revision],
    queryFn: ask,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const now = useCallback(async () => {
    const reply = await ask();
    cache.setQueryData(["check_obproxy_draft", { id }, revision], reply);
    return reply;
  }, [ask, cache, id, revision]);
  return {
    check: query.data ?? null,
    error: query.error?.problem ?? null,
    again: () => void query.refetch(),
    now,
  };
}

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { callCommand } from "../../../ipc/client";
import type { IpcFailure } from "../../../ipc/failure";
import type { IpcError, Problem, Problems } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";

export type Checks = {
  problems: Problem[];
  /** `fresh` when the problems are those of the draft as it is. */
  state: "fresh" | "checking";
  error: IpcError | null;
  again: () => void;
  /** Checks now, past the cache. */
  now: () => Promise<Problem[]>;
};

const NONE: Problem[] = [];

/** What `check_draft` says of the saved draft. `stamp` changes with each save and each answer of a host. */
export function useChecks(id: string, stamp: string): Checks {
  const platform = usePlatform();
  const cache = useQueryClient();
  const ask = useCallback(() => callCommand(platform, "check_draft", { id }), [platform, id]);
  const query = useQuery<Problems, IpcFailure>({
    queryKey: ["check_draft", { id }, stamp],
    queryFn: ask,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const now = useCallback(async () => {
    const reply = await ask();
    cache.setQueryData(["check_draft", { id }, stamp], reply);
    return reply.problems;
  }, [ask, cache, id, stamp]);
  return {
    problems: query.data?.problems ?? NONE,
    state: query.isFetching || query.isPlaceholderData ? "checking" : "fresh",
    error: query.error?.problem ?? null,
    again: () => void query.refetch(),
    now,
  };
}

import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { callCommand } from "../../../ipc/client";
import type { IpcFailure } from "../../../ipc/failure";
import type { IpcError, ObproxyAction, ObproxyImpact } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";

export type ImpactRead = {
  /** While a changed action is being asked about: what the former one would do. */
  impact: ObproxyImpact | null;
  reading: boolean;
  problem: IpcError | null;
  again: () => void;
};

/** What an action would do, read afresh for each change of it. */
export function useObproxyImpact(connectionId: string, action: ObproxyAction | null): ImpactRead {
  const platform = usePlatform();
  const query = useQuery<ObproxyImpact | null, IpcFailure>({
    queryKey: ["obproxy_impact", connectionId, action],
    queryFn: async () => (action === null ? null : callCommand(platform, "obproxy_impact", { connectionId, action })),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return {
    impact: action === null || query.error !== null ? null : (query.data ?? null),
    reading: query.isFetching || query.isPlaceholderData,
    problem: query.error?.problem ?? null,
    again: () => void query.refetch(),
  };
}

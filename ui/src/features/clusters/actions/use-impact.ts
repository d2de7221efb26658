import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { callCommand } from "../../../ipc/client";
import type { IpcFailure } from "../../../ipc/failure";
import type { Impact, IpcError, NodeAction } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";

export type ImpactRead = {
  /** While a changed action is being asked about: what the former one would do. */
  impact: Impact | null;
  reading: boolean;
  problem: IpcError | null;
  again: () => void;
};

/** What an action would do, read afresh for each change of it. */
export function useImpact(connectionId: string, action: NodeAction | null): ImpactRead {
  const platform = usePlatform();
  const query = useQuery<Impact | null, IpcFailure>({
    queryKey: ["node_impact", connectionId, action],
    queryFn: async () => (action === null ? null : callCommand(platform, "node_impact", { connectionId, action })),
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

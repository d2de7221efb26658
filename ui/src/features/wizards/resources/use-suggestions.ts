import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { callCommand } from "../../../ipc/client";
import type { IpcFailure } from "../../../ipc/failure";
import type { Suggestions } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";

/** Values worth setting, from what the hosts have said so far; the old ones stay while new ones are made. */
export function useSuggestions(id: string, stamp: string) {
  const platform = usePlatform();
  return useQuery<Suggestions, IpcFailure>({
    queryKey: ["suggest_parameters", { id }, stamp],
    queryFn: () => callCommand(platform, "suggest_parameters", { id }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

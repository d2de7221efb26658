import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";

import { usePlatform } from "../platform/context";
import type { WatchRequest } from "../platform/platform";
import { callCommand, commandKey } from "./client";
import type { IpcFailure } from "./failure";
import type { Commands, Streams } from "./generated";

type QueryOptions<Reply> = {
  enabled?: boolean;
  staleTime?: number;
  /** Milliseconds until it is asked again, going by the last reply. */
  askAgainAfter?: (reply: Reply) => number | false;
};

/** A command that reads, as a query. */
export function useCommand<C extends keyof Commands>(
  command: C,
  request: Commands[C][0],
  options: QueryOptions<Commands[C][1]> = {},
) {
  const platform = usePlatform();
  const { askAgainAfter, ...rest } = options;
  return useQuery<Commands[C][1], IpcFailure>({
    queryKey: commandKey(command, request),
    queryFn: () => callCommand(platform, command, request),
    refetchInterval: ({ state }) => (state.data === undefined ? false : (askAgainAfter?.(state.data) ?? false)),
    ...rest,
  });
}

/** A command that changes something. It is never sent twice by itself. */
export function useCommandMutation<C extends keyof Commands>(command: C) {
  const platform = usePlatform();
  return useMutation<Commands[C][1], IpcFailure, Commands[C][0]>({
    mutationKey: [command],
    mutationFn: (request) => callCommand(platform, command, request),
    retry: false,
  });
}

/** Subscribes while mounted; subscribes again when the request changes. `null` watches nothing. */
export function useWatch<S extends keyof Streams>(
  stream: S,
  request: WatchRequest<S> | null,
  onEvent: (event: Streams[S][1]) => void,
  onFailure?: (problem: unknown) => void,
) {
  const platform = usePlatform();
  const key = JSON.stringify(request);
  const receive = useEffectEvent(onEvent);
  const fail = useEffectEvent((problem: unknown) => onFailure?.(problem));
  useEffect(() => {
    const wanted: WatchRequest<S> | null = JSON.parse(key);
    if (wanted === null) return undefined;
    return platform.watch(
      stream,
      wanted,
      (event) => receive(event),
      (problem) => fail(problem),
    );
  }, [platform, stream, key]);
}

import { useQueries, useQueryClient } from "@tanstack/react-query";

import { callCommand, commandKey } from "../../../ipc/client";
import { toIpcError } from "../../../ipc/failure";
import type { DraftHost, HostProbe, IpcError, Reach } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";

export type Probe =
  | { type: "asking"; last: HostProbe | null }
  | { type: "answered"; probe: HostProbe }
  | { type: "failed"; problem: IpcError };

export type Probes = {
  of: (host: DraftHost) => Probe;
  askAgain: (host: DraftHost) => void;
  askAllAgain: () => void;
  asking: number;
  /** Grows as answers come in, by tens while many are awaited: checks that rest on probes are stale then. */
  answers: number;
};

const ASKING: Probe = { type: "asking", last: null };

/** Asks every host once, all at the same time; one cached answer for each address, password and way there. */
export function useProbes(hosts: DraftHost[], reach: Reach): Probes {
  const platform = usePlatform();
  const cache = useQueryClient();
  const wanted = new Map(hosts.map((host) => [hashOf(host), requestOf(host, reach)]));
  const queries = [...wanted.values()].map((request) => ({
    queryKey: commandKey("probe_host", request),
    queryFn: () => callCommand(platform, "probe_host", request),
    staleTime: Infinity,
  }));
  const results = useQueries({ queries });
  const hashes = [...wanted.keys()];
  const byHost = new Map(results.map((result, index) => [hashes[index], stateOf(result)]));
  const asking = results.filter((result) => result.isFetching).length;
  const stamps = results.filter((result) => !result.isFetching).reduce((sum, result) => sum + result.dataUpdatedAt, 0);
  return {
    of: (host) => byHost.get(hashOf(host)) ?? ASKING,
    askAgain: (host) =>
      void cache.refetchQueries({ queryKey: commandKey("probe_host", requestOf(host, reach)), exact: true }),
    askAllAgain: () => void cache.refetchQueries({ queryKey: ["probe_host"], type: "active" }),
    asking,
    answers: asking > 10 ? Math.floor((results.length - asking) / 10) : stamps + results.length,
  };
}

type Result = { isFetching: boolean; data: HostProbe | undefined; error: unknown };

function stateOf({ isFetching, data, error }: Result): Probe {
  if (isFetching) return { type: "asking", last: data ?? null };
  if (data !== undefined) return { type: "answered", probe: data };
  return { type: "failed", problem: toIpcError(error) };
}

function requestOf(host: DraftHost, reach: Reach) {
  return { address: host.address, agentPassword: passwordNow(host), reach };
}

function hashOf(host: DraftHost): string {
  return `${host.address} ${passwordNow(host) ?? ""}`;
}

/** One that is yet to be set is no password now. */
function passwordNow({ agentPassword, setPassword }: DraftHost): string | null {
  return setPassword ? null : (agentPassword?.id ?? null);
}

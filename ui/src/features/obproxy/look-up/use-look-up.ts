import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";

import { callCommand } from "../../../ipc/client";
import type { IpcFailure } from "../../../ipc/failure";
import type {
  IpcError,
  ObproxyCatalogue,
  ObproxyCluster,
  ObproxyClusters,
  ObproxyParameters,
  OcpHosts,
  OcpObClusters,
  OcpPackages,
} from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";
import type { Platform } from "../../../platform/platform";

/** What was read, however old it is; `state` of the reply says how old. */
export type LookUp<Reply> = {
  data: Reply | null;
  /** Nothing could be read at all. */
  problem: IpcError | null;
  reading: boolean;
  /** Reads it now, past what is remembered. */
  refresh: () => void;
};

type Ask<Reply> = (platform: Platform, fresh: boolean) => Promise<Reply>;

/** Servers change by themselves: what is in sight is read again after this. */
const AGAIN_MS = 30_000;

export function useObproxyClusters(connectionId: string, enabled = true): LookUp<ObproxyClusters> {
  const ask: Ask<ObproxyClusters> = (platform, fresh) =>
    callCommand(platform, "obproxy_clusters", { connectionId, fresh });
  return useLookUp(["obproxy_clusters", connectionId], ask, { enabled, again: AGAIN_MS });
}

export function useObproxyCluster(connectionId: string, clusterId: string): LookUp<ObproxyCluster> {
  const ask: Ask<ObproxyCluster> = (platform, fresh) =>
    callCommand(platform, "obproxy_cluster", { connectionId, clusterId, fresh });
  return useLookUp(["obproxy_cluster", connectionId, clusterId], ask, { again: AGAIN_MS });
}

export function useObproxyParameters(connectionId: string, clusterId: string): LookUp<ObproxyParameters> {
  const ask: Ask<ObproxyParameters> = (platform, fresh) =>
    callCommand(platform, "obproxy_parameters", { connectionId, clusterId, fresh });
  return useLookUp(["obproxy_parameters", connectionId, clusterId], ask);
}

export function useOcpHosts(connectionId: string): LookUp<OcpHosts> {
  return useLookUp(["ocp_hosts", connectionId], (platform, fresh) =>
    callCommand(platform, "ocp_hosts", { connectionId, fresh }),
  );
}

export function useOcpPackages(connectionId: string): LookUp<OcpPackages> {
  return useLookUp(["ocp_packages", connectionId], (platform, fresh) =>
    callCommand(platform, "ocp_packages", { connectionId, fresh }),
  );
}

export function useOcpObClusters(connectionId: string): LookUp<OcpObClusters> {
  return useLookUp(["ocp_ob_clusters", connectionId], (platform, fresh) =>
    callCommand(platform, "ocp_ob_clusters", { connectionId, fresh }),
  );
}

/** `version` of the package, any when empty. It does not change while OCP runs. */
export function useCatalogue(connectionId: string, version: string): LookUp<ObproxyCatalogue> {
  return useLookUp(["obproxy_catalogue", connectionId, version], (platform) =>
    callCommand(platform, "obproxy_catalogue", { connectionId, version }),
  );
}

type Options = { enabled?: boolean; again?: number };

function useLookUp<Reply>(key: string[], ask: Ask<Reply>, { enabled = true, again }: Options = {}): LookUp<Reply> {
  const platform = usePlatform();
  const fresh = useRef(false);
  const query = useQuery<Reply, IpcFailure>({
    queryKey: key,
    queryFn: () => {
      const now = fresh.current;
      fresh.current = false;
      return ask(platform, now);
    },
    enabled,
    refetchInterval: again ?? false,
  });
  return {
    data: query.data ?? null,
    problem: query.error?.problem ?? null,
    reading: query.isFetching,
    refresh: () => {
      fresh.current = true;
      void query.refetch();
    },
  };
}

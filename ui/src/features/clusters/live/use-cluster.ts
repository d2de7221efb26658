import { useSyncExternalStore } from "react";

import { usePlatform } from "../../../platform/context";
import type { ClusterState } from "./reduce";
import { clusterStore } from "./store";

/** A connection's cluster as the console tells it, live. Watching contacts it: whoever opens a cluster asks for it. */
export function useCluster(connectionId: string): ClusterState {
  const store = clusterStore(usePlatform(), connectionId);
  return useSyncExternalStore(store.subscribe, store.read);
}

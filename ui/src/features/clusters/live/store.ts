import { toIpcError } from "../../../ipc/failure";
import { createStreamStore, type StreamStore } from "../../../ipc/stream-store";
import type { Platform } from "../../../platform/platform";
import { type ClusterState, NOTHING_YET, reduceCluster, type Told } from "./reduce";

export type ClusterStore = StreamStore<ClusterState, Told>;

const stores = new WeakMap<Platform, Map<string, ClusterStore>>();

/** The one store of a connection's cluster. What it knew is still there when its screen comes back. */
export function clusterStore(platform: Platform, connectionId: string): ClusterStore {
  const ofPlatform = stores.get(platform) ?? new Map<string, ClusterStore>();
  stores.set(platform, ofPlatform);
  const store = ofPlatform.get(connectionId) ?? createClusterStore(platform, connectionId);
  ofPlatform.set(connectionId, store);
  return store;
}

function createClusterStore(platform: Platform, connectionId: string): ClusterStore {
  return createStreamStore<ClusterState, Told>(NOTHING_YET, reduceCluster, (tell) =>
    platform.watch(
      "watch_cluster",
      { connectionId },
      ({ cluster }) => tell({ type: "event", cluster }),
      (thrown) => tell({ type: "lost", problem: toIpcError(thrown) }),
    ),
  );
}

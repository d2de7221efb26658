import { toIpcError } from "../../../ipc/failure";
import type { Platform } from "../../../platform/platform";
import { type ClusterState, NOTHING_YET, reduceCluster, type Told } from "./reduce";

export type ClusterStore = {
  subscribe: (listener: () => void) => () => void;
  read: () => ClusterState;
  /** Subscribes anew, after the stream was lost. */
  again: () => void;
};

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
  const listeners = new Set<() => void>();
  let state = NOTHING_YET;
  let close: (() => void) | null = null;

  function tell(told: Told) {
    const next = reduceCluster(state, told);
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function open() {
    let current = true;
    const end = platform.watch(
      "watch_cluster",
      { connectionId },
      ({ cluster }) => current && tell({ type: "event", cluster }),
      (thrown) => current && tell({ type: "lost", problem: toIpcError(thrown) }),
    );
    close = () => {
      current = false;
      end();
    };
  }

  function shut() {
    close?.();
    close = null;
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      if (listeners.size === 1) open();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) shut();
      };
    },
    read: () => state,
    again: () => {
      shut();
      open();
    },
  };
}

import { toIpcError } from "../../../ipc/failure";
import type { ConnectionPlace } from "../../../ipc/generated";
import type { Platform } from "../../../platform/platform";
import { type ConnectionsState, NOTHING_YET, reduceConnections, type Told } from "./reduce";

export type ConnectionStore = {
  subscribe: (listener: () => void) => () => void;
  read: () => ConnectionsState;
  /** Shows a new order before the console confirms it. */
  arranged: (places: ConnectionPlace[]) => void;
  /** Subscribes anew: after a failure, or when an order shown early was refused. */
  again: () => void;
};

const stores = new WeakMap<Platform, ConnectionStore>();

/** The one store of a window. What it knew is still there when its screen comes back. */
export function connectionStore(platform: Platform): ConnectionStore {
  const store = stores.get(platform) ?? createConnectionStore(platform);
  stores.set(platform, store);
  return store;
}

function createConnectionStore(platform: Platform): ConnectionStore {
  const listeners = new Set<() => void>();
  let state = NOTHING_YET;
  let close: (() => void) | null = null;

  function tell(told: Told) {
    const next = reduceConnections(state, told);
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function open() {
    let current = true;
    const end = platform.watch(
      "watch_connections",
      {},
      (event) => current && tell({ type: "event", event }),
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
    arranged: (places) => tell({ type: "arranged", places }),
    again: () => {
      shut();
      open();
    },
  };
}

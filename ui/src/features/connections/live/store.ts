import { toIpcError } from "../../../ipc/failure";
import { createStreamStore, type StreamStore } from "../../../ipc/stream-store";
import type { ConnectionPlace } from "../../../ipc/generated";
import type { Platform } from "../../../platform/platform";
import { type ConnectionsState, NOTHING_YET, reduceConnections, type Told } from "./reduce";

export type ConnectionStore = StreamStore<ConnectionsState, Told> & {
  /** Shows a new order before the console confirms it. */
  arranged: (places: ConnectionPlace[]) => void;
};

const stores = new WeakMap<Platform, ConnectionStore>();

/** The one store of a window. What it knew is still there when its screen comes back. */
export function connectionStore(platform: Platform): ConnectionStore {
  const store = stores.get(platform) ?? createConnectionStore(platform);
  stores.set(platform, store);
  return store;
}

function createConnectionStore(platform: Platform): ConnectionStore {
  const store = createStreamStore<ConnectionsState, Told>(NOTHING_YET, reduceConnections, (tell) =>
    platform.watch(
      "watch_connections",
      {},
      (event) => tell({ type: "event", event }),
      (thrown) => tell({ type: "lost", problem: toIpcError(thrown) }),
    ),
  );
  return { ...store, arranged: (places) => store.tell({ type: "arranged", places }) };
}

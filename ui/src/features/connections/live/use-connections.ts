import { useSyncExternalStore } from "react";

import { usePlatform } from "../../../platform/context";
import type { ConnectionsState } from "./reduce";
import { connectionStore } from "./store";

/** Every connection as the console tells it, live. Watching contacts nobody. */
export function useConnections(): ConnectionsState {
  const store = connectionStore(usePlatform());
  return useSyncExternalStore(store.subscribe, store.read);
}

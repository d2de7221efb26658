import { useSyncExternalStore } from "react";

import { usePlatform } from "../../../platform/context";
import type { TasksState } from "./reduce";
import { taskStore } from "./store";

/** The tasks of all connections, live. Watching contacts nobody. */
export function useTasks(): TasksState {
  const store = taskStore(usePlatform());
  return useSyncExternalStore(store.subscribe, store.read);
}

import { toIpcError } from "../../../ipc/failure";
import { createStreamStore, type StreamStore } from "../../../ipc/stream-store";
import type { Platform } from "../../../platform/platform";
import { NOTHING_YET, reduceTasks, type TasksState, type Told } from "./reduce";

export type TaskStore = StreamStore<TasksState, Told>;

const stores = new WeakMap<Platform, TaskStore>();

/** The one store of a window. What it knew is still there when its screen comes back. */
export function taskStore(platform: Platform): TaskStore {
  const store = stores.get(platform) ?? createTaskStore(platform);
  stores.set(platform, store);
  return store;
}

function createTaskStore(platform: Platform): TaskStore {
  return createStreamStore<TasksState, Told>(NOTHING_YET, reduceTasks, (tell) =>
    platform.watch(
      "watch_tasks",
      {},
      (event) => tell({ type: "event", event }),
      (thrown) => tell({ type: "lost", problem: toIpcError(thrown) }),
    ),
  );
}

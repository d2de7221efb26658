import { useMemo, useSyncExternalStore } from "react";

import { toIpcError } from "../../../ipc/failure";
import type { LogEvent, WatchLogReq } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";
import { createStreamStore } from "../../../ipc/stream-store";
import { type LogState, NO_LINES, addRows } from "./lines";

/** The log of a step or run, as far as it was read. */
export function useLog({ operationId, callKey, stepKey, runKey }: Omit<WatchLogReq, "watchId">): LogState {
  const platform = usePlatform();
  const store = useMemo(
    () =>
      createStreamStore<LogState, LogEvent>(NO_LINES, addRows, (onEvent) =>
        platform.watch("watch_log", { operationId, callKey, stepKey, runKey }, onEvent, (thrown) =>
          onEvent({ rows: [], complete: false, problem: toIpcError(thrown) }),
        ),
      ),
    [platform, operationId, callKey, stepKey, runKey],
  );
  return useSyncExternalStore(store.subscribe, store.read);
}

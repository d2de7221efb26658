import { useEffect, useMemo, useSyncExternalStore } from "react";

import { toIpcError } from "../../../ipc/failure";
import type { WatchLogReq } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";
import type { LogFilter } from "./lines";
import { type LogState, type LogStore, createLogStore } from "./log-store";

/** Reads the time for the slices of a search. */
const now = () => performance.now();

/** The log of a step or run, as far as it was read, beginning with `filter`. */
export function useLog(request: Omit<WatchLogReq, "watchId">, filter: LogFilter): [LogState, LogStore["tell"]] {
  const { operationId, callKey, stepKey, runKey } = request;
  const platform = usePlatform();
  const store = useMemo(
    () =>
      createLogStore(
        (onEvent) =>
          platform.watch("watch_log", { operationId, callKey, stepKey, runKey }, onEvent, (thrown) =>
            onEvent({ rows: [], complete: false, problem: toIpcError(thrown) }),
          ),
        filter,
        now,
      ),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what it begins with
    [platform, operationId, callKey, stepKey, runKey],
  );
  const state = useSyncExternalStore(store.subscribe, store.read);

  useEffect(() => {
    if (!state.searching) return undefined;
    // Between two slices the window is drawn and hears the keys.
    const next = setTimeout(() => store.tell({ type: "searchOn" }), 0);
    return () => clearTimeout(next);
  }, [store, state]);

  return [state, store.tell];
}

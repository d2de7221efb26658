import { useMemo, useSyncExternalStore } from "react";

import type { OperationEvent } from "../../ipc/generated";
import { usePlatform } from "../../platform/context";
import { NOTHING_YET, type OperationState, reduceOperation } from "./model/reduce";
import { createStreamStore } from "./model/stream-store";

/** The operation as its stream tells it. */
export function useOperation(operationId: string): OperationState {
  const platform = usePlatform();
  const store = useMemo(
    () =>
      createStreamStore<OperationState, OperationEvent>(NOTHING_YET, reduceOperation, (onEvent) =>
        platform.watch("watch_operation", { operationId }, onEvent),
      ),
    [platform, operationId],
  );
  return useSyncExternalStore(store.subscribe, store.read);
}

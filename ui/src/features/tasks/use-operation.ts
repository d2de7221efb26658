import { useMemo, useSyncExternalStore } from "react";

import { toIpcError } from "../../ipc/failure";
import type { OperationEvent } from "../../ipc/generated";
import { usePlatform } from "../../platform/context";
import { type Lost, NOTHING_YET, type OperationState, reduceOperation } from "./model/reduce";
import { createStreamStore } from "../../ipc/stream-store";

/** The operation as its stream tells it. */
export function useOperation(operationId: string): OperationState {
  const platform = usePlatform();
  const store = useMemo(
    () =>
      createStreamStore<OperationState, OperationEvent | Lost>(NOTHING_YET, reduceOperation, (onEvent) =>
        platform.watch("watch_operation", { operationId }, onEvent, (thrown) =>
          onEvent({ type: "lost", problem: toIpcError(thrown) }),
        ),
      ),
    [platform, operationId],
  );
  return useSyncExternalStore(store.subscribe, store.read);
}

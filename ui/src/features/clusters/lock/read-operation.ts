import type { OperationView } from "../../../ipc/generated";
import type { Platform } from "../../../platform/platform";

/** An operation as it is now: the first snapshot of its stream. */
export function readOperation(platform: Platform, operationId: string): Promise<OperationView> {
  return new Promise((resolve, reject) => {
    let end: (() => void) | null = null;
    let settled = false;
    const settle = (how: () => void) => {
      if (settled) return;
      settled = true;
      how();
      end?.();
    };
    end = platform.watch(
      "watch_operation",
      { operationId },
      (event) => {
        if (event.type === "snapshot") settle(() => resolve(event.operation));
      },
      (problem) => settle(() => reject(problem)),
    );
    // A stream may answer before it hands over how to end it.
    if (settled) end();
  });
}

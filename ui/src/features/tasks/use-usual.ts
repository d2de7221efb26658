import { useEffect, useMemo } from "react";

import type { OperationView } from "../../ipc/generated";
import { useCommand } from "../../ipc/hooks";
import { NO_USUAL, type Usual, usualOf } from "./model/usual";

/** What earlier runs of the same tasks took. Asked for once, and again when a call has got its task. */
export function useUsual(operationId: string, operation: OperationView | null): Usual {
  const tasks = operation?.calls.map(({ head }) => `${head.key} ${head.task?.name ?? ""}`).join("\n") ?? "";
  const { data, refetch } = useCommand("usual_times", { operationId }, { enabled: tasks !== "", staleTime: Infinity });
  useEffect(() => {
    if (tasks !== "") void refetch({ cancelRefetch: false });
  }, [tasks, refetch]);
  return useMemo(() => (operation === null ? NO_USUAL : usualOf(operation, data)), [operation, data]);
}

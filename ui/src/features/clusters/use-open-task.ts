import { useLocation } from "wouter";

import type { TaskNote } from "../../ipc/generated";
import { useCommandMutation } from "../../ipc/hooks";

/** Opens a task, whoever started it. */
export function useOpenTask(connectionId: string) {
  const [, navigate] = useLocation();
  const open = useCommandMutation("open_task");
  return {
    problem: open.error?.problem ?? null,
    opening: open.isPending,
    open: ({ id, operationId }: TaskNote) => {
      if (operationId !== null) return navigate(`/operations/${operationId}`);
      return open.mutate(
        { connectionId, taskId: id },
        { onSuccess: (started) => navigate(`/operations/${started.operationId}`) },
      );
    },
  };
}

import { useState } from "react";
import { useLocation } from "wouter";

import type { IpcError } from "../../ipc/generated";
import { useCommandMutation } from "../../ipc/hooks";

/** Opens another task of the same connection, and says what went wrong with the one that was asked for last. */
export function useOpenTask(connectionId: string | null) {
  const [, navigate] = useLocation();
  const [asked, setAsked] = useState<string | null>(null);
  const opening = useCommandMutation("open_task");
  const open = (taskId: string) => {
    if (connectionId === null) return;
    setAsked(taskId);
    opening.mutate(
      { connectionId, taskId },
      { onSuccess: ({ operationId }) => navigate(`/operations/${operationId}`) },
    );
  };
  const problemOf = (taskId: string): IpcError | null => (asked === taskId ? (opening.error?.problem ?? null) : null);
  return { open, problemOf };
}

import { useLocation } from "wouter";

import type { TaskRow } from "../../ipc/generated";
import { useCommandMutation } from "../../ipc/hooks";
import { useStable } from "../tasks/parts/use-stable";

/** How a task can be opened. */
export type Way =
  | { type: "operation"; operationId: string }
  | { type: "task"; connectionId: string; taskId: string }
  | { type: "record"; recordId: string };

/** The way that shows most: the operation that follows it, the task on its server, what the history keeps. */
export function wayTo({ operationId, recordId, onServer, connectionId, taskId }: TaskRow): Way | null {
  if (operationId !== null) return { type: "operation", operationId };
  if (recordId !== null && !onServer) return { type: "record", recordId };
  if (connectionId !== null && taskId !== "") return { type: "task", connectionId, taskId };
  return recordId === null ? null : { type: "record", recordId };
}

/** Opens tasks and records, one at a time. */
export function useOpenRow() {
  const [, navigate] = useLocation();
  const task = useCommandMutation("open_task");
  const record = useCommandMutation("open_record");
  const show = ({ operationId }: { operationId: string | null }) => {
    if (operationId !== null) navigate(`/operations/${operationId}`);
  };
  const go = useStable((way: Way | null) => {
    if (way === null || task.isPending || record.isPending) return;
    task.reset();
    record.reset();
    switch (way.type) {
      case "operation":
        return show(way);
      case "task":
        return task.mutate({ connectionId: way.connectionId, taskId: way.taskId }, { onSuccess: show });
      case "record":
        return record.mutate({ recordId: way.recordId }, { onSuccess: show });
    }
  });
  return {
    opening: task.isPending || record.isPending,
    problem: task.error?.problem ?? record.error?.problem ?? null,
    go,
  };
}

import type { DraftSummary, Home, OperationSummary } from "../../ipc/generated";

export type HomeRow =
  { type: "operation"; at: number; operation: OperationSummary } | { type: "draft"; at: number; draft: DraftSummary };

/** Running first, then the newest change; a draft that led to an operation is told by that operation. */
export function homeRows({ drafts, operations }: Home): HomeRow[] {
  const started = new Set(operations.map((operation) => operation.draftId));
  const rows: HomeRow[] = [
    ...operations.map((operation): HomeRow => ({
      type: "operation",
      at: operation.endedAt ?? operation.startedAt,
      operation,
    })),
    ...drafts
      .filter((draft) => !started.has(draft.id))
      .map((draft): HomeRow => ({ type: "draft", at: draft.updatedAt, draft })),
  ];
  return rows.toSorted((a, b) => rank(a) - rank(b) || b.at - a.at);
}

function rank(row: HomeRow): number {
  return row.type === "operation" && isRunning(row.operation) ? 0 : 1;
}

export function isRunning({ state }: OperationSummary): boolean {
  return state.kind === "running" || state.kind === "pending" || state.kind === "ready";
}

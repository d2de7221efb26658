import type { ConnectionView, DraftSummary, OperationSummary } from "../../../ipc/generated";
import { canContact } from "./state";
import { isRunningWork, worksOf } from "./work";

export type Primary =
  | { type: "openTask"; operationId: string }
  | { type: "continue"; draftId: string }
  | { type: "initialise" }
  | { type: "contact" }
  | { type: "stop" };

/** The one thing that is most likely wanted of a connection as it stands. */
export function primaryOf(connection: ConnectionView, runs: OperationSummary[], draft: DraftSummary | null): Primary {
  const ours = worksOf(connection, runs).filter(({ operationId }) => operationId !== null);
  const newest = ours.toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0))[0];
  const work = ours.find(isRunningWork) ?? (newest?.state.kind === "failed" ? newest : undefined);
  if (work?.operationId != null) return { type: "openTask", operationId: work.operationId };
  if (draft !== null) return { type: "continue", draftId: draft.id };
  if (connection.state.kind === "notInitialized" && !connection.state.stale) return { type: "initialise" };
  return canContact(connection) ? { type: "contact" } : { type: "stop" };
}

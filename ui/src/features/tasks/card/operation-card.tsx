import { memo } from "react";

import type { OperationView } from "../../../ipc/generated";
import { DoneCard, StandCard } from "./end-cards";
import { FailureCard } from "./failure-card";
import { NowCard } from "./now-card";

/** The one message that matters now. */
export const OperationCard = memo(function OperationCard({ operation }: { operation: OperationView }) {
  const { failure, outcome, state } = operation.head;
  if (outcome !== null) return <DoneCard operation={operation} outcome={outcome} />;
  if (failure !== null && state.kind === "failed") return <FailureCard operation={operation} failure={failure} />;
  if (state.kind === "running" || state.kind === "ready" || state.kind === "pending")
    return <NowCard operation={operation} />;
  return <StandCard operation={operation} />;
});

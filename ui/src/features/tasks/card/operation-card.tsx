import { memo } from "react";

import type { OperationView } from "../../../ipc/generated";
import { DoneCard, StandCard } from "./end-cards";
import { FailureCard } from "./failure-card";
import { NowCard } from "./now-card";

/** The one message that matters now. */
export const OperationCard = memo(function OperationCard({ operation }: { operation: OperationView }) {
  const { failure, outcome, state } = operation.head;
  const { calls } = operation;
  if (outcome !== null) return <DoneCard operation={operation} outcome={outcome} />;
  if (failure !== null && state.kind === "failed") return <FailureCard operation={operation} failure={failure} />;
  const lost = calls.some((call) => call.head.journal === "unknown");
  if (lost || state.kind === "running" || state.kind === "ready" || state.kind === "pending")
    return <NowCard operation={operation} />;
  return <StandCard operation={operation} />;
});

import type { FailureView, OperationHead } from "../../../ipc/generated";
import { formatFull } from "../../../shared/time/format";

/** A failure as plain text, for a ticket. Names as the agents use them, so that whoever reads it can search for them. */
export function failureReport(head: OperationHead, failure: FailureView): string {
  const facts: [string, string | null][] = [
    ["cluster", `${head.clusterName} (id ${head.clusterId})`],
    ["operation", head.id],
    ["started", formatFull(head.startedAt)],
    ["call", failure.callKey],
    ["step", failure.stepName === null ? null : `${failure.stepNumber ?? "?"} ${failure.stepName}`],
    ["host", `${failure.host} ${failure.zone}`],
    ["attempt", String(failure.attempt)],
    ["message", failure.message],
    ["explanation", failure.explanation],
    ["agent code", failure.agentCode],
    ["trace", failure.traceId],
    ["other hosts fine", failure.otherHostsFine.join(", ") || "none"],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : `${name}: ${value}`)).join("\n");
}

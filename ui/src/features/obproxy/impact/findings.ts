import type { AcceptedObproxyFinding, ObproxyFinding } from "../../../ipc/generated";

/** Names a warning: ticked once, it counts only as long as it says the same. */
export function tickOf({ code, args }: AcceptedObproxyFinding): string {
  return JSON.stringify([code, Object.entries(args).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}

/** The warnings that were ticked, as they are sent, and how many were not. */
export function readWarnings(findings: readonly ObproxyFinding[], ticked: ReadonlySet<string>) {
  const warnings = findings.filter(({ verdict }) => verdict === "warn");
  const accepted = warnings.filter((finding) => ticked.has(tickOf(finding))).map(({ code, args }) => ({ code, args }));
  return { accepted, unticked: warnings.length - accepted.length };
}

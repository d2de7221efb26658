import type { Problem } from "../../../ipc/generated";
import type { ShownState } from "../../../shared/state/state-icon";
import type { Probe } from "./use-probes";

/** What a row shows: asking, fails, wants consent, fine. A problem that is only "not asked yet" is not shown while asking. */
export function hostState(probe: Probe, problems: Problem[]): ShownState {
  if (probe.type === "asking") return "running";
  if (problems.some((problem) => problem.severity === "block") || probe.type === "failed") return "failed";
  return problems.length > 0 ? "warning" : "succeeded";
}

/** Warnings that every host has alike: said once above the table, not on each row. */
export function sharedWarnings(problems: Problem[], hosts: number): Problem[] {
  if (hosts < 2) return [];
  const ofHosts = problems.filter(
    (problem) =>
      problem.severity === "warn" &&
      (problem.step === "hosts" || problem.step === "preflight") &&
      problem.host !== null,
  );
  return groupAlike(ofHosts).flatMap((group) => (group.length >= hosts && group[0] !== undefined ? [group[0]] : []));
}

/** Problems that read the same, but for the host, together; in the order of their first. */
export function groupAlike(problems: Problem[]): Problem[][] {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const key = `${problem.severity} ${problem.code} ${JSON.stringify(problem.args)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [problem]);
    else group.push(problem);
  }
  return [...groups.values()];
}

/** The problems of a row without those that all rows share. */
export function ownProblems(problems: Problem[], common: Problem[]): Problem[] {
  return problems.filter((problem) => !common.some((other) => other.code === problem.code));
}

import type { ImpactFinding, Verdict } from "../../../ipc/generated";

/** What blocks first. */
const ORDER: readonly Verdict[] = ["fail", "warn", "unknown", "pending", "pass"];
/** Up to here agents are named. */
const NAMED = 3;

/** Findings in the order of their weight; those that differ only in their agent become one that names them all. */
export function findingLines(findings: ImpactFinding[]): ImpactFinding[] {
  const lines = new Map<string, { finding: ImpactFinding; agents: string[] }>();
  for (const finding of findings) {
    const { agent, ...rest } = finding.args;
    const key = JSON.stringify([finding.verdict, finding.code, rest]);
    const line = lines.get(key) ?? { finding, agents: [] };
    if (agent !== undefined) line.agents.push(agent);
    lines.set(key, line);
  }
  return [...lines.values()]
    .map(({ finding, agents }) =>
      agents.length < 2 ? finding : { ...finding, args: { ...finding.args, agent: listed(agents) } },
    )
    .toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
}

function listed(agents: string[]): string {
  const named = agents.slice(0, NAMED).join(", ");
  return agents.length > NAMED ? `${named} +${agents.length - NAMED}` : named;
}

import type { AcceptedFinding, ImpactFinding, Verdict } from "../../../ipc/generated";

/** One line, and the findings it stands for. */
export type FindingLine = ImpactFinding & { of: ImpactFinding[] };

/** What blocks first. */
const ORDER: readonly Verdict[] = ["fail", "warn", "unknown", "pending", "pass"];
/** Up to here agents are named. */
const NAMED = 3;

/** Findings in the order of their weight; those that differ only in their agent become one that names them all. */
export function findingLines(findings: ImpactFinding[]): FindingLine[] {
  const lines = new Map<string, ImpactFinding[]>();
  for (const finding of findings) {
    const { agent: _, ...rest } = finding.args;
    const key = JSON.stringify([finding.verdict, finding.code, rest]);
    lines.set(key, [...(lines.get(key) ?? []), finding]);
  }
  return [...lines.values()]
    .flatMap((of) => (of[0] === undefined ? [] : [lineOf(of[0], of)]))
    .toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
}

/** What a tick on a line stands for: all that was read there, and nothing that comes later. */
export function tickOf({ of }: FindingLine): string {
  return JSON.stringify(of.map(({ code, args }) => [code, args]));
}

/** The warnings that are ticked, and how many lines are not. */
export function readWarnings(findings: ImpactFinding[], ticked: ReadonlySet<string>) {
  const warnings = findingLines(findings).filter(({ verdict }) => verdict === "warn");
  const read = warnings.filter((line) => ticked.has(tickOf(line)));
  const accepted: AcceptedFinding[] = read.flatMap(({ of }) => of.map(({ code, args }) => ({ code, args })));
  return { accepted, unticked: warnings.length - read.length };
}

function lineOf(first: ImpactFinding, of: ImpactFinding[]): FindingLine {
  const agents = of.flatMap(({ args: { agent } }) => (agent === undefined ? [] : [agent]));
  return { ...first, args: agents.length < 2 ? first.args : { ...first.args, agent: listed(agents) }, of };
}

function listed(agents: string[]): string {
  const named = agents.slice(0, NAMED).join(", ");
  return agents.length > NAMED ? `${named} +${agents.length - NAMED}` : named;
}

import type { AcceptedObproxyFinding, ObproxyFinding, Verdict } from "../../../ipc/generated";

/** Names a warning: ticked once, it counts only as long as it says the same. */
export function tickOf({ code, args }: AcceptedObproxyFinding): string {
  return JSON.stringify([code, Object.entries(args).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}

/** The warnings that were ticked, as they are sent, and how many were not. */
export function readWarnings(findings: readonly ObproxyFinding[], ticked: ReadonlySet<string>) {
  const warnings = findings.filter(({ verdict }) => verdict === "warn");
  const accepted = warnings.filter((finding) => ticked.has(tickOf(finding))).map(({ code, args }) => ({ code, args }));
  const unticked = findingLines(warnings).filter(({ ticks }) => !ticks.every((tick) => ticked.has(tick))).length;
  return { accepted, unticked };
}

/** Findings that say the same of several, in one line. */
export type FindingLine = ObproxyFinding & { verdict: Verdict; ticks: string[]; whom: string[] };

/** What names the one that a finding is about. */
const WHOM = ["agent", "server", "host"];

export function findingLines(findings: readonly ObproxyFinding[]): FindingLine[] {
  const lines = new Map<string, FindingLine>();
  for (const finding of findings) {
    const { verdict, code, args } = finding;
    const who = WHOM.find((name) => name in args);
    const rest = Object.fromEntries(Object.entries(args).filter(([name]) => name !== who));
    const key = `${verdict} ${tickOf({ code, args: rest })}`;
    const whom = who === undefined ? [] : [args[who] ?? ""];
    const line = lines.get(key);
    if (line === undefined) lines.set(key, { ...finding, ticks: [tickOf(finding)], whom });
    else lines.set(key, { ...line, ticks: [...line.ticks, tickOf(finding)], whom: [...line.whom, ...whom] });
  }
  return [...lines.values()];
}

/** The arguments of a line, with all whom it is about in the place of one. */
export function argsOf({ args, whom }: FindingLine, said: (whom: string[]) => string): Record<string, string> {
  const who = WHOM.find((name) => name in args);
  return who === undefined || whom.length < 2 ? args : { ...args, [who]: said(whom) };
}

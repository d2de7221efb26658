import type { AcceptedObproxyProblem, ObproxyDraft, ObproxyProblem, ObproxyStep } from "../../../../ipc/generated";

/** The steps of this form; agents have no basics. */
export const STEPS = ["hosts", "clusters", "parameters", "review"] as const;

export type AgentStep = (typeof STEPS)[number];

export function isStep(text: string | undefined): text is AgentStep {
  return STEPS.some((step) => step === text);
}

/** Where a problem is put right: what has no step here belongs to the first. */
export function stepOf(step: ObproxyStep): AgentStep {
  return isStep(step) ? step : step === "run" ? "review" : "hosts";
}

export function blocksOf(problems: readonly ObproxyProblem[], step: AgentStep): ObproxyProblem[] {
  return problems.filter(
    (problem) => problem.severity === "block" && (step === "review" || stepOf(problem.step) === step),
  );
}

export function warningsOf(problems: readonly ObproxyProblem[]): ObproxyProblem[] {
  return problems.filter(({ severity }) => severity === "warn");
}

/** The warnings that the user has not agreed to. */
export function unacceptedOf(problems: readonly ObproxyProblem[], { accepted }: ObproxyDraft): ObproxyProblem[] {
  return warningsOf(problems).filter(
    ({ code, field }) => !accepted.some((known) => known.code === code && known.field === field),
  );
}

export function acceptanceOf({ code, field }: ObproxyProblem): AcceptedObproxyProblem {
  return { code, field };
}

/** The worst problem at an input. */
export function problemAt(problems: readonly ObproxyProblem[], field: string): ObproxyProblem | null {
  const here = problems.filter((problem) => problem.field === field);
  return here.find(({ severity }) => severity === "block") ?? here[0] ?? null;
}

/** The problems without those that a password just typed or stored has solved; the next check agrees. */
export function stillOpen(
  problems: readonly ObproxyProblem[],
  proxyro: unknown,
  pending: ReadonlySet<string>,
): ObproxyProblem[] {
  const solved = proxyro !== null || pending.has("proxyroPassword");
  return problems.filter(({ code }) => code !== "proxyroPasswordMissing" || !solved);
}

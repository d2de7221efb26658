import type { ObproxyProblem, ObproxyStep } from "../../../../ipc/generated";

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

/** The problems without those that a password just typed or stored has solved; the next check agrees. */
export function stillOpen(
  problems: readonly ObproxyProblem[],
  proxyro: unknown,
  pending: ReadonlySet<string>,
): ObproxyProblem[] {
  const solved = proxyro !== null || pending.has("proxyroPassword");
  return problems.filter(({ code }) => code !== "proxyroPasswordMissing" || !solved);
}

import type { AcceptedObproxyProblem, ObproxyDraft, ObproxyProblem, ObproxyStep } from "../../../ipc/generated";

export const STEPS = ["basics", "hosts", "clusters", "parameters", "review"] as const;

export type FormStep = (typeof STEPS)[number];

export function isStep(text: string | undefined): text is FormStep {
  return STEPS.some((step) => step === text);
}

/** Where a problem is put right. */
export function stepOf(step: ObproxyStep): FormStep {
  return step === "run" ? "review" : step;
}

/** At the review everything counts. */
export function blocksOf(problems: readonly ObproxyProblem[], step: FormStep): ObproxyProblem[] {
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

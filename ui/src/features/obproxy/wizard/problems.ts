import type { ObproxyProblem, ObproxyStep } from "../../../ipc/generated";

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

import type { AcceptedWarning, WizardDraft, Problem, WizardStep } from "../../../ipc/generated";

export const STEPS = ["hosts", "cluster", "resources", "review"] as const satisfies WizardStep[];

export type FormStep = (typeof STEPS)[number];

export function isFormStep(text: string | undefined): text is FormStep {
  return STEPS.some((step) => step === text);
}

export function blocksOf(problems: Problem[], step: FormStep): Problem[] {
  return problems.filter((problem) => problem.severity === "block" && (step === "review" || problem.step === step));
}

export function warningsOf(problems: Problem[]): Problem[] {
  return problems.filter((problem) => problem.severity === "warn");
}

/** The warnings that the user has not agreed to. One that comes after the tick must be agreed to again. */
export function unacceptedOf(problems: Problem[], { acceptedWarnings }: WizardDraft): Problem[] {
  return warningsOf(problems).filter(
    ({ code, host, field }) =>
      !acceptedWarnings.some((known) => known.code === code && known.host === host && known.field === field),
  );
}

export function acceptanceOf({ code, host, field }: Problem): AcceptedWarning {
  return { code, host, field };
}

/** The problems of one row of hosts. One that names a row belongs to it alone; others go by the address. */
export function problemsOfHost(problems: Problem[], index: number, address: string): Problem[] {
  return problems.filter((problem) => {
    if (problem.field?.startsWith("hosts[") === true) return problem.field.startsWith(`hosts[${index}].`);
    return problem.host === address;
  });
}

/** The worst problem at an input. */
export function problemAt(problems: Problem[], field: string): Problem | null {
  const here = problems.filter((problem) => problem.field === field);
  return here.find((problem) => problem.severity === "block") ?? here[0] ?? null;
}

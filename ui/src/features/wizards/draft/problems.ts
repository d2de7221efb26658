import type { AcceptedWarning, DraftKind, WizardDraft, Problem, WizardStep } from "../../../ipc/generated";

export type FormStep = Exclude<WizardStep, "run">;

/** A cluster that is there has its name and its passwords; joining takes no parameters. */
const STEPS: Record<DraftKind, FormStep[]> = {
  init: ["hosts", "cluster", "resources", "preflight", "review"],
  join: ["hosts", "preflight", "review"],
  scaleOut: ["hosts", "resources", "preflight", "review"],
};

export function stepsOf(kind: DraftKind): FormStep[] {
  return STEPS[kind];
}

export function isStepOf(kind: DraftKind, text: string | undefined): text is FormStep {
  return STEPS[kind].some((step) => step === text);
}

/** From the pre-flight on everything counts, wherever it is decided. */
export function judgesAll(step: FormStep): boolean {
  return step === "preflight" || step === "review";
}

export function blocksOf(problems: Problem[], step: FormStep): Problem[] {
  return problems.filter((problem) => problem.severity === "block" && (judgesAll(step) || problem.step === step));
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

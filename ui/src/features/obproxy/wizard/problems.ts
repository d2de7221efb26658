import type { ObproxyProblem, ObproxyStep, OcpObproxyForm } from "../../../ipc/generated";

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

/** Said of the form as it was saved before: what was missing then is there by now. */
export function isOvertaken({ code, field }: ObproxyProblem, form: OcpObproxyForm): boolean {
  switch (code) {
    case "nameMissing":
      return form.name !== "";
    case "addressMissing":
      return form.address !== "";
    case "noHosts":
      return form.hostIds.length > 0;
    case "packageMissing":
      return form.package !== "" || form.hostIds.length === 0;
    case "noLinks":
      return form.links.length > 0;
    case "linksNotOne":
      return form.workMode !== "rsList" || form.links.length === 1;
    case "linkUserMissing":
      return form.links.every(({ clusterId, username }) => field !== `links[${clusterId}]` || username.trim() !== "");
    default:
      return false;
  }
}

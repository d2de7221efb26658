import { useTranslation } from "react-i18next";

import type { ObproxyDraft, ObproxyProblem, OcpObproxyForm } from "../../../ipc/generated";
import type { RailStep } from "../../../shared/wizard/step-rail";
import { WORK_MODES, versionIn } from "./form";
import { type FormStep, stepOf, STEPS } from "./problems";

type Props = { draft: ObproxyDraft; form: OcpObproxyForm; problems: ObproxyProblem[]; here: FormStep };

/** The rail: what each step holds by now, and whether something blocks there. */
export function useRail({ draft, form, problems, here }: Props): RailStep<FormStep | "run">[] {
  const { t } = useTranslation("obproxy");
  const { t: wizard } = useTranslation("wizard");
  const parameters = form.startupParameters.length + form.parameters.length;
  const hosts = form.hostIds.length === 0 ? null : t("hostCount", { count: form.hostIds.length });
  const notes: Record<FormStep, string | undefined> = {
    basics: form.name === "" ? undefined : `${form.name}, ${WORK_MODES[form.workMode]}`,
    hosts: [hosts, versionIn(form.package)].filter(Boolean).join(", ") || undefined,
    clusters: form.links.length === 0 ? undefined : t("clusterCount", { count: form.links.length }),
    parameters: parameters === 0 ? undefined : t("parameterCount", { count: parameters }),
    review: undefined,
  };
  const at = STEPS.indexOf(here);
  const furthest = Math.max(at, STEPS.indexOf(stepOf(draft.step)));
  const steps = STEPS.map((id, index): RailStep<FormStep | "run"> => {
    const blocks = problems.filter((one) => stepOf(one.step) === id && one.severity === "block").length;
    // Where the user is, what blocks stands at the field and in the footer.
    const note = blocks > 0 && index <= furthest && index !== at ? wizard("blocks", { count: blocks }) : notes[id];
    return { id, name: t(`step.${id}`), note, state: stateOf(index, at, furthest, blocks) };
  });
  return [...steps, { id: "run", name: t("step.run"), state: "todo", off: draft.operationId === null }];
}

function stateOf(index: number, here: number, furthest: number, blocks: number): RailStep<string>["state"] {
  if (index === here) return "here";
  if (index > furthest) return "todo";
  return blocks > 0 ? "problem" : "done";
}

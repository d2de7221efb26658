import { useTranslation } from "react-i18next";

import type { WizardDraft, Problem, WizardStep } from "../../../ipc/generated";
import type { RailStep } from "../../../shared/wizard/step-rail";
import { blocksOf, type FormStep, STEPS } from "./problems";

/** The rail: what each step holds by now, and whether something blocks there. */
export function useRailSteps(draft: WizardDraft, here: FormStep, problems: Problem[]): RailStep<WizardStep>[] {
  const { t } = useTranslation("wizard");
  const zones = new Set(draft.hosts.map((host) => host.zone).filter(Boolean)).size;
  const notes: Record<FormStep, string | undefined> = {
    hosts:
      draft.hosts.length === 0
        ? undefined
        : t("hostsInZones", {
            hosts: t("hostCount", { count: draft.hosts.length }),
            zones: t("zoneCount", { count: zones }),
          }),
    cluster:
      draft.cluster.name === "" || draft.cluster.id === ""
        ? draft.cluster.name || undefined
        : t("nameAndId", { name: draft.cluster.name, id: draft.cluster.id }),
    resources: draft.parameters.length === 0 ? undefined : t("parameters", { count: draft.parameters.length }),
    review: undefined,
  };
  const at = STEPS.indexOf(here);
  const furthest = Math.max(
    at,
    STEPS.findIndex((step) => step === draft.step),
  );
  const form = STEPS.map((id, index): RailStep<WizardStep> => {
    const blocks = blocksOf(problems, id).length;
    const note = blocks > 0 && index <= furthest ? t("blocks", { count: blocks }) : notes[id];
    return { id, name: t(`steps.${id}`), note, state: stateOf(index, at, furthest, blocks) };
  });
  return [...form, { id: "run", name: t("steps.run"), state: "todo", off: draft.operationId === null }];
}

function stateOf(index: number, here: number, furthest: number, blocks: number): RailStep<string>["state"] {
  if (index === here) return "here";
  if (index > furthest) return "todo";
  if (blocks > 0) return "problem";
  return index < furthest || index < here ? "done" : "todo";
}

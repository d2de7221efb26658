import { useTranslation } from "react-i18next";

import type { WizardDraft, Problem, WizardStep } from "../../../ipc/generated";
import type { RailStep } from "../../../shared/wizard/step-rail";
import { type PreflightState } from "../preflight/use-preflight";
import { tallyOf } from "../preflight/model";
import { type FormStep, stepsOf } from "./problems";

/** The rail: what each step holds by now, and whether something blocks there. */
export function useRailSteps(
  draft: WizardDraft,
  here: FormStep,
  problems: Problem[],
  preflight: PreflightState,
): RailStep<WizardStep>[] {
  const { t } = useTranslation("wizard");
  const checked = usePreflightNote(preflight);
  const steps = stepsOf(draft.kind);
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
    preflight: checked,
    review: undefined,
  };
  const at = steps.indexOf(here);
  const furthest = Math.max(
    at,
    steps.findIndex((step) => step === draft.step),
  );
  const form = steps.map((id, index): RailStep<WizardStep> => {
    // What is wrong stands at the step where it is put right, not at each one after it.
    const blocks = problems.filter(({ step, severity }) => step === id && severity === "block").length;
    const own = id === "preflight" ? notes[id] : undefined;
    const note = own ?? (blocks > 0 && index <= furthest ? t("blocks", { count: blocks }) : notes[id]);
    return { id, name: t(`steps.${id}`), note, state: stateOf(index, at, furthest, blocks) };
  });
  return [...form, { id: "run", name: t("steps.run"), state: "todo", off: draft.operationId === null }];
}

/** "1 failed, 2 warnings" */
function usePreflightNote({ result, phase }: PreflightState): string | undefined {
  const { t } = useTranslation("preflight");
  if (result === null || phase !== "done") return undefined;
  const { fail, warn, unknown, pass } = tallyOf(result);
  const failed = t("failed", { count: fail });
  const warnings = t("warnings", { count: warn });
  if (fail > 0 && warn > 0) return t("railNote", { failed, warnings });
  if (fail > 0) return failed;
  if (warn > 0) return warnings;
  return unknown > 0 ? t("passed", { count: pass }) : t("fine");
}

function stateOf(index: number, here: number, furthest: number, blocks: number): RailStep<string>["state"] {
  if (index === here) return "here";
  if (index > furthest) return "todo";
  if (blocks > 0) return "problem";
  return index < furthest || index < here ? "done" : "todo";
}

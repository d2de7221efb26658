import { useTranslation } from "react-i18next";

import type { AgentObproxyForm, ObproxyDraft, ObproxyProblem } from "../../../../ipc/generated";
import type { RailStep } from "../../../../shared/wizard/step-rail";
import { type AgentStep, stepOf, STEPS } from "./problems";

type Props = { draft: ObproxyDraft; form: AgentObproxyForm; problems: ObproxyProblem[]; here: AgentStep };

/** The rail: what each step holds by now, and whether something blocks there. */
export function useAgentRail({ draft, form, problems, here }: Props): RailStep<AgentStep | "run">[] {
  const { t } = useTranslation("proxies");
  const { t: wizard } = useTranslation("wizard");
  const { agents, source, parameters } = form;
  const servers = source.type === "rsList" ? source.servers.length : 0;
  const notes: Record<AgentStep, string | undefined> = {
    hosts: agents.length === 0 ? undefined : t("agents", { count: agents.length }),
    clusters:
      source.type === "configUrl"
        ? t("wizard.byUrl")
        : servers === 0
          ? undefined
          : t("wizard.servers", { count: servers }),
    parameters: parameters.length === 0 ? undefined : t("wizard.parameterCount", { count: parameters.length }),
    review: undefined,
  };
  const at = STEPS.indexOf(here);
  const furthest = Math.max(at, STEPS.indexOf(stepOf(draft.step)));
  const steps = STEPS.map((id, index): RailStep<AgentStep | "run"> => {
    const blocks = problems.filter((one) => stepOf(one.step) === id && one.severity === "block").length;
    const note = blocks > 0 && index <= furthest ? wizard("blocks", { count: blocks }) : notes[id];
    return { id, name: t(`wizard.steps.${id}`), note, state: stateOf(index, at, furthest, blocks) };
  });
  return [...steps, { id: "run", name: t("wizard.steps.run"), state: "todo", off: draft.operationId === null }];
}

function stateOf(index: number, here: number, furthest: number, blocks: number): RailStep<string>["state"] {
  if (index === here) return "here";
  if (index > furthest) return "todo";
  if (blocks > 0) return "problem";
  return index < furthest ? "done" : "todo";
}

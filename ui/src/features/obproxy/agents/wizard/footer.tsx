import { useTranslation } from "react-i18next";

import { ObproxyFooter } from "../../obproxy-footer";
import { agentOf } from "./changes";
import { useAgentWizard } from "./context";
import { type AgentStep, blocksOf, STEPS } from "./problems";
import { useProblemText } from "./problem-text";
import type { ObproxyChecks } from "./use-obproxy-check";

type Props = { step: AgentStep; goToStep: (step: AgentStep) => void; checks: ObproxyChecks };

/** Names the first thing that blocks as "1 check blocks: 10.0.0.1:2886 It does not answer". */
export function Footer(props: Props) {
  const { t } = useTranslation("proxies");
  const { t: wizard } = useTranslation("wizard");
  const { editor, draft, form, connection, problems, goTo } = useAgentWizard();
  const text = useProblemText();
  const count = form.agents.length;
  const blocks = blocksOf(problems, props.step);
  const [first] = blocks;
  const agent = first === undefined ? null : agentOf(form, first);
  return (
    <ObproxyFooter
      {...props}
      {...{ editor, draft, connection, problems, goTo, blocksOf }}
      steps={STEPS}
      stepName={(step) => t(`wizard.steps.${step}`)}
      blockWords={
        <>
          <span className="med">{wizard("blocksAre", { blocks: wizard("blocks", { count: blocks.length }) })}</span>{" "}
          {agent !== null && <span className="mono">{agent} </span>}
          {first !== undefined && text(first).title}
        </>
      }
      start={{
        title: t("wizard.start.title", { count }),
        verb: t("wizard.start.verb", { count }),
        body: t("wizard.start.body", { count }),
      }}
    />
  );
}

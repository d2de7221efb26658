import { useTranslation } from "react-i18next";

import type { ObproxyChecks } from "../agents/wizard/use-obproxy-check";
import { useOcpWords } from "../look-up/use-ocp-words";
import { ObproxyFooter } from "../obproxy-footer";
import { useOcpWizard } from "./context";
import { useBlockerText } from "./problem-text";
import { blocksOf, type FormStep, STEPS } from "./problems";

type Props = { step: FormStep; goToStep: (step: FormStep) => void; checks: ObproxyChecks };

/** Names the first thing that blocks as "Exporter port needs another number", and how many more there are. */
export function Footer(props: Props) {
  const { t } = useTranslation("obproxy");
  const { editor, draft, form, connection, problems, goTo } = useOcpWizard();
  const wordsOf = useOcpWords();
  const text = useBlockerText();
  const blocks = blocksOf(problems, props.step);
  const [first] = blocks;
  return (
    <ObproxyFooter
      {...props}
      {...{ editor, draft, connection, problems, goTo, blocksOf }}
      steps={STEPS}
      wordsOf={wordsOf}
      stepName={(step) => t(`step.${step}`)}
      blockWords={
        <span className="med">
          {first !== undefined && text(first)}
          {blocks.length > 1 && ` ${t("footer.more", { count: blocks.length - 1 })}`}
        </span>
      }
      start={{
        title: t("start.title", { name: form.name }),
        verb: t("start.verb", { name: form.name }),
        body: t("start.body", { count: form.hostIds.length, ocp: connection?.settings.name ?? "" }),
      }}
    />
  );
}

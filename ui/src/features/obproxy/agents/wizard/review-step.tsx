import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { callCommand } from "../../../../ipc/client";
import type { IpcFailure } from "../../../../ipc/failure";
import type { ObproxyPlan, ObproxyProblem } from "../../../../ipc/generated";
import { usePlatform } from "../../../../platform/context";
import { StateIcon } from "../../../../shared/state/state-icon";
import { Button } from "../../../../shared/ui/button";
import { ErrorNote } from "../../../../shared/ui/error-note";
import { StepHead } from "../../../../shared/wizard/wizard-shell";
import { useEditorState } from "../../../wizards/draft/context";
import { PlannedCallRow } from "../../../wizards/review/planned-call-row";
import reviewed from "../../../wizards/review/review-step.module.css";
import { agentOf } from "./changes";
import { useAgentWizard } from "./context";
import { useProblemText } from "./problem-text";
import classes from "./steps.module.css";

/** What speaks against it, and the exact call that each agent gets. */
export function ReviewStep() {
  const { t } = useTranslation("proxies");
  const { t: wizard } = useTranslation("wizard");
  const { editor, draft } = useAgentWizard();
  const { revision } = useEditorState(editor);
  const platform = usePlatform();
  const plan = useQuery<ObproxyPlan, IpcFailure>({
    queryKey: ["plan_obproxy_draft", { id: draft.id }, revision],
    queryFn: () => callCommand(platform, "plan_obproxy_draft", { id: draft.id }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const calls = plan.data?.calls ?? [];
  const steps = plan.data?.steps ?? [];
  return (
    <>
      <StepHead title={t("wizard.steps.review")} lead={t("wizard.reviewLead")} />
      <div className={reviewed.body}>
        <Problems />
        <section aria-labelledby="planned-calls">
          <h2 id="planned-calls" className={reviewed.title}>
            {t("wizard.calls")} {calls.length > 0 && <span className={reviewed.count}>{calls.length}</span>}
          </h2>
          {plan.error !== null && <ErrorNote error={plan.error.problem} onRetry={() => void plan.refetch()} />}
          {plan.data !== undefined && calls.length === 0 && <p className="t2">{wizard("review.noPlan")}</p>}
          <ul className={classes.calls}>
            {calls.map((call) => (
              <PlannedCallRow key={call.key} call={call} />
            ))}
          </ul>
        </section>
        {steps.length > 0 && (
          <section aria-labelledby="planned-steps">
            <h2 id="planned-steps" className={reviewed.title}>
              {t("wizard.agentSteps")}
            </h2>
            <ol className={classes.stepsList}>
              {steps.map((step, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- a step's name may come twice
                <li key={`${index} ${step}`}>{step}</li>
              ))}
            </ol>
          </section>
        )}
      </div>
    </>
  );
}

/** What blocks, then what wants consent. */
function Problems() {
  const { t } = useTranslation("wizard");
  const { problems } = useAgentWizard();
  const ordered = problems.toSorted((a, b) => rank(a) - rank(b));
  return (
    <section aria-labelledby="review-problems">
      <h2 id="review-problems" className={reviewed.title}>
        {t("review.problems")}
      </h2>
      {ordered.length === 0 ? (
        <p className={reviewed.fine}>
          <StateIcon state="succeeded" />
          {t("review.fine")}
        </p>
      ) : (
        <ul className={reviewed.problems}>
          {ordered.map((problem) => (
            <ProblemLine key={`${problem.code} ${problem.field}`} problem={problem} />
          ))}
        </ul>
      )}
    </section>
  );
}

function ProblemLine({ problem }: { problem: ObproxyProblem }) {
  const { t } = useTranslation("wizard");
  const { goTo, form } = useAgentWizard();
  const text = useProblemText();
  const { title, remedy } = text(problem);
  const agent = agentOf(form, problem);
  return (
    <li className={reviewed.problem}>
      <StateIcon state={problem.severity === "block" ? "failed" : "warning"} />
      <div>
        <p>
          <span className="med">{title}</span> {agent !== null && <span className="t3 sm mono">{agent}</span>}
        </p>
        <p className={reviewed.remedy}>{remedy}</p>
      </div>
      <Button size="sm" look="bare" aria-label={`${t("review.go")}: ${title}`} onClick={() => goTo(problem)}>
        {t("review.go")}
      </Button>
    </li>
  );
}

function rank({ severity }: ObproxyProblem): number {
  return severity === "block" ? 0 : 1;
}

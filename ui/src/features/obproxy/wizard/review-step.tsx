import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { callCommand } from "../../../ipc/client";
import type { IpcFailure } from "../../../ipc/failure";
import type { ObproxyPlan, ObproxyProblem } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";
import { StateIcon } from "../../../shared/state/state-icon";
import { Button } from "../../../shared/ui/button";
import { CodeBlock } from "../../../shared/ui/code-block";
import { ErrorNote } from "../../../shared/ui/error-note";
import { StepHead } from "../../../shared/wizard/wizard-shell";
import { useEditorState } from "../../wizards/draft/context";
import reviewed from "../../wizards/review/review-step.module.css";
import { useOcpWords } from "../look-up/use-ocp-words";
import { useOcpWizard } from "./context";
import { useProblemText } from "./problem-text";
import classes from "./wizard.module.css";

/** What speaks against it, the exact request, and the steps that OCP takes. */
export function ReviewStep() {
  const { t } = useTranslation("obproxy");
  const wordsOf = useOcpWords();
  const { editor, draft, form } = useOcpWizard();
  const { revision } = useEditorState(editor);
  const platform = usePlatform();
  const plan = useQuery<ObproxyPlan, IpcFailure>({
    queryKey: ["plan_obproxy_draft", { id: draft.id }, revision],
    queryFn: () => callCommand(platform, "plan_obproxy_draft", { id: draft.id }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const steps = plan.data?.steps ?? [];
  return (
    <>
      <StepHead title={t("step.review")} lead={t("review.lead")} />
      <div className={reviewed.body}>
        <Problems />
        <section aria-labelledby="planned-calls">
          <h2 id="planned-calls" className={reviewed.title}>
            {t("review.request")}
          </h2>
          {plan.error !== null && (
            <ErrorNote
              error={plan.error.problem}
              words={wordsOf(plan.error.problem)}
              onRetry={() => void plan.refetch()}
            />
          )}
          {plan.data?.calls.map(({ key, method, path, target, body }) => (
            <div key={key}>
              <p className={classes.note}>
                <span className="mono semi">{method}</span> <span className="mono">{path}</span>{" "}
                <span className="mono t3">{target}</span>
              </p>
              <CodeBlock code={body} label={t("review.body")} />
            </div>
          ))}
          <p className={classes.aside}>{t("review.masked")}</p>
        </section>
        {steps.length > 0 && (
          <section aria-labelledby="planned-steps">
            <h2 id="planned-steps" className={reviewed.title}>
              {t("review.steps", { count: steps.length })}
            </h2>
            <p className={classes.note}>{t(form.hostIds.length === 0 ? "review.stepsEmpty" : "review.stepsLead")}</p>
            <ol className={classes.steps}>
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
  const { problems, check } = useOcpWizard();
  const { t: own } = useTranslation("obproxy");
  const ordered = problems.toSorted((a, b) => rank(a) - rank(b));
  return (
    <section aria-labelledby="review-problems">
      <h2 id="review-problems" className={reviewed.title}>
        {t("review.problems")}
      </h2>
      {check === null && <p role="status">{own("wizard.checking")}</p>}
      {check !== null && ordered.length === 0 && (
        <p className={reviewed.fine}>
          <StateIcon state="succeeded" />
          {t("review.fine")}
        </p>
      )}
      {ordered.length > 0 && (
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
  const { t: own } = useTranslation("obproxy");
  const { goTo } = useOcpWizard();
  const { title, remedy } = useProblemText()(problem);
  const about = problem.args["host"] ?? problem.args["cluster"] ?? "";
  const where = own(`step.${problem.step}`);
  return (
    <li className={reviewed.problem}>
      <StateIcon state={problem.severity === "block" ? "failed" : "warning"} />
      <div>
        <p>
          <span className="med">{title}</span>{" "}
          <span className="t3 sm">{title.includes(about) ? where : `${about}, ${where}`}</span>
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

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { callCommand } from "../../../ipc/client";
import type { IpcFailure } from "../../../ipc/failure";
import type { PlannedCalls } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";
import { ErrorNote } from "../../../shared/ui/error-note";
import { StepHead } from "../../../shared/wizard/wizard-shell";
import { useEditorState, useWizard } from "../draft/context";
import { PlannedCallRow } from "./planned-call-row";
import { ProblemList } from "./problem-list";
import classes from "./review-step.module.css";
import { wavesOf } from "./waves";

export function ReviewStep() {
  const { t } = useTranslation("wizard");
  const { editor, draft, probes } = useWizard();
  const { revision } = useEditorState(editor);
  const platform = usePlatform();
  const plan = useQuery<PlannedCalls, IpcFailure>({
    queryKey: ["plan_calls", { id: draft.id }, `${revision}/${probes.answers}`],
    queryFn: () => callCommand(platform, "plan_calls", { id: draft.id }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const calls = plan.data?.calls ?? [];
  return (
    <>
      <StepHead title={t("steps.review")} lead={t("review.lead")} />
      <div className={classes.body}>
        <ProblemList />
        <section aria-labelledby="planned-calls">
          <h2 id="planned-calls" className={classes.title}>
            {t("review.plan")} {calls.length > 0 && <span className={classes.count}>{calls.length}</span>}
          </h2>
          {plan.error !== null && <ErrorNote error={plan.error.problem} onRetry={() => void plan.refetch()} />}
          {plan.data !== undefined && calls.length === 0 && <p className="t2">{t("review.noPlan")}</p>}
          <ol>
            {wavesOf(calls).map((wave, index) => (
              <li key={wave[0]?.key ?? index} className={classes.wave}>
                <h3 className={classes.waveName}>{t("review.wave", { n: index + 1 })}</h3>
                <ul>
                  {wave.map((call) => (
                    <PlannedCallRow key={call.key} call={call} />
                  ))}
                </ul>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </>
  );
}

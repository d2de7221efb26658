import { useTranslation } from "react-i18next";

import type { AttemptView, OperationView, StepView } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { callInCharge, runningStep } from "../model/phase";
import { useDuration } from "../parts/use-duration";
import { Card, Said } from "./card";
import classes from "./card.module.css";

/** What is happening at this moment, and what went wrong on the way here. */
export function NowCard({ operation }: { operation: OperationView }) {
  const { t } = useTranslation("tasks");
  const call = callInCharge(operation);
  const step = call && runningStep(call);
  if (!call || !step) {
    return (
      <Card state="running" title={t("card.sendingTitle")}>
        {call && (
          <Said
            name={t(`call.${call.head.kind}`)}
          >{`${call.head.target}, ${t(`journal.${call.head.journal}`, { message: call.head.error?.message ?? "" })}`}</Said>
        )}
      </Card>
    );
  }
  const done = step.runs.filter((run) => run.state.kind === "succeeded");
  const busy = step.runs.filter((run) => run.state.kind === "running");
  const [only] = busy;
  const again = busy.length === 1 && only !== undefined && (only.attempts.at(-1)?.number ?? 1) > 1;
  const title = again
    ? t("card.runningOn", { host: only.host, name: step.name, attempt: only.attempts.at(-1)?.number ?? 1 })
    : t("card.runningTitle", { name: step.name });
  return (
    <Card state="running" title={title}>
      <Said name={t("card.now")}>
        {step.runs.length > 1
          ? t("card.nowHosts", { done: done.length, count: step.runs.length })
          : t("card.nowOne", { number: step.number, count: call.steps.length, host: only?.host ?? call.head.target })}
      </Said>
      <Failures step={step} />
      {done.length > 0 && (
        <p className={classes.fine} title={done.map((run) => run.host).join(", ")}>
          <StateIcon state="succeeded" />
          <span className="cut">
            {t("card.done")} {done.map((run) => run.host.split(":")[0]).join(", ")}
          </span>
        </p>
      )}
    </Card>
  );
}

function Failures({ step }: { step: StepView }) {
  const { t } = useTranslation("tasks");
  const duration = useDuration();
  const failed = step.runs.flatMap((run) =>
    run.attempts.filter((attempt) => attempt.state.kind === "failed").map((attempt) => ({ run, attempt })),
  );
  return failed.slice(-2).map(({ run, attempt }) => (
    <Said key={`${run.key}/${attempt.number}`} name={t("card.before", { number: attempt.number })}>
      {t("card.beforeText", { time: duration(lengthOf(attempt)), message: attempt.message ?? "" })}
    </Said>
  ));
}

function lengthOf({ startedAt, endedAt }: AttemptView): number {
  return startedAt === null || endedAt === null ? 0 : endedAt - startedAt;
}

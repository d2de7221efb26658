import { useTranslation } from "react-i18next";

import type { FailureView, OperationView } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { CopyButton } from "../../../shared/ui/copy-button";
import { Card, Said } from "./card";
import classes from "./card.module.css";
import { Command } from "./command";
import { remedyCommand } from "./remedy-command";
import { failureReport } from "./report";

type Props = { operation: OperationView; failure: FailureView };

/** Cause, remedy, who is fine, and what to quote when asking for help. */
export function FailureCard({ operation, failure }: Props) {
  const { t } = useTranslation("tasks");
  const { head } = operation;
  const command = remedyCommand(failure);
  const words = { host: failure.host, message: failure.message };
  const title =
    failure.stepKey === null
      ? t("card.failedCall", words)
      : t("card.failedTitle", { host: failure.host, attempt: failure.attempt, count: attemptsOn(operation, failure) });
  return (
    <Card
      state="failed"
      title={title}
      tools={<CopyButton text={() => failureReport(head, failure)} label={t("head.copyReport")} />}
    >
      <Said name={t("card.cause")}>{t(`explain.${failure.explanation}.cause`, words)}</Said>
      {failure.explanation !== "other" && <p className={classes.quote}>{failure.message}</p>}
      <Said name={t("card.remedy")}>{t(`explain.${failure.explanation}.remedy`, words)}</Said>
      {command !== null && <Command text={command} />}
      {failure.otherHostsFine.length > 0 && (
        <p className={classes.fine} title={failure.otherHostsFine.join(", ")}>
          <StateIcon state="succeeded" />
          {t("card.others", { count: failure.otherHostsFine.length })}
        </p>
      )}
      {(failure.traceId !== null || failure.agentCode !== null) && <Ids failure={failure} />}
    </Card>
  );
}

function Ids({ failure }: { failure: FailureView }) {
  const { t } = useTranslation("tasks");
  return (
    <p className={classes.fine}>
      {failure.agentCode !== null && (
        <>
          <span className="t3">{t("card.code")}</span>
          <span className="mono cut selectable">{failure.agentCode}</span>
        </>
      )}
      {failure.traceId !== null && (
        <>
          <span className="t3">{t("card.trace")}</span>
          <span className="mono cut selectable">{failure.traceId}</span>
          <CopyButton text={failure.traceId} label={t("card.copyTrace")} word="hidden" />
        </>
      )}
    </p>
  );
}

function attemptsOn({ calls }: OperationView, failure: FailureView): number {
  const runs = calls.flatMap((call) => call.steps.flatMap((step) => step.runs));
  return runs.find((run) => run.key === failure.runKey)?.attempts.at(-1)?.number ?? failure.attempt;
}

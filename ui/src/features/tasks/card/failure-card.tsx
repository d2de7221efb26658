import { useTranslation } from "react-i18next";

import type { FailureView, OperationView } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { CopyButton } from "../../../shared/ui/copy-button";
import { shortHost } from "../parts/host-name";
import { Card, Said } from "./card";
import classes from "./card.module.css";
import { Command } from "./command";
import { remedyCommand } from "./remedy-command";
import { failureReport } from "./report";
import { Ways } from "./ways";

/** More hosts than this are only counted. */
const NAMED = 3;

type Props = { operation: OperationView; failure: FailureView };

/** Cause, remedy, who is fine, and what to quote when asking for help. */
export function FailureCard({ operation, failure }: Props) {
  const { t } = useTranslation("tasks");
  const { head } = operation;
  const command = head.system === "obshell" ? remedyCommand(failure) : null;
  const message = failure.message.trim();
  // Some steps of an OCP belong to no host.
  const words = {
    host: failure.host === "" ? t("card.noHost") : shortHost(failure.host, head.hosts),
    message: message === "" ? t("card.noMessage") : message,
  };
  const tries = { attempt: failure.attempt, count: attemptsOn(operation, failure) };
  const title =
    failure.stepKey === null
      ? t(failure.explanation === "outcomeUnknown" ? "card.lostTitle" : "card.failedCall", words)
      : failure.host === ""
        ? t("card.failedStep", { ...tries, step: failure.stepName ?? "" })
        : t("card.failedTitle", { ...words, ...tries });
  return (
    <Card
      state="failed"
      title={title}
      tools={<CopyButton text={() => failureReport(head, failure)} label={t("head.copyReport")} word="hidden" />}
    >
      <Said name={t("card.cause")}>{t(`explain.${failure.explanation}.cause`, words)}</Said>
      {message !== "" && failure.explanation !== "other" && (
        <p className={classes.message} title={message}>
          {message}
        </p>
      )}
      <Said name={t("card.remedy")}>
        {failure.stepKey === null && failure.explanation === "other"
          ? t("card.remedyOfCall")
          : t(`explain.${failure.explanation}.remedy`, words)}
      </Said>
      {command !== null && <Command text={command} />}
      <Foot operation={operation} failure={failure} />
      <Ways operation={operation} />
    </Card>
  );
}

/** Who is fine, and what to quote when asking for help. */
function Foot({ operation: { head }, failure }: Props) {
  const { t } = useTranslation("tasks");
  const fine = failure.otherHostsFine;
  return (
    <p className={classes.fine}>
      {fine.length > 0 && (
        <span className={classes.others} title={fine.join(", ")}>
          <StateIcon state="succeeded" />
          {t("card.others", { count: fine.length })}
          {fine.length <= NAMED && (
            <span className="t3 cut">{fine.map((host) => shortHost(host, head.hosts)).join(", ")}</span>
          )}
        </span>
      )}
      <span className="grow" />
      {failure.agentCode !== null && <Quoted name={t("card.code")} value={failure.agentCode} />}
      {failure.traceId !== null && (
        <span className={classes.trace}>
          <Quoted name={t("card.trace")} value={failure.traceId} />
          <CopyButton text={failure.traceId} label={t("card.copyTrace")} word="hidden" />
        </span>
      )}
    </p>
  );
}

function Quoted({ name, value }: { name: string; value: string }) {
  return (
    <span className={classes.quoted} title={value}>
      <span className="t3">{name}</span> <span className="mono selectable">{value}</span>
    </span>
  );
}

function attemptsOn({ calls }: OperationView, failure: FailureView): number {
  const runs = calls.flatMap((call) => call.steps.flatMap((step) => step.runs));
  return runs.find((run) => run.key === failure.runKey)?.attempts.at(-1)?.number ?? failure.attempt;
}

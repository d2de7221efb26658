import { useTranslation } from "react-i18next";

import type { AttemptView, CallView, OperationView, StepView } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { formatClock } from "../../../shared/time/format";
import { callInCharge, runningStep } from "../model/phase";
import { callName } from "../model/title";
import { shortHost } from "../parts/host-name";
import { useDuration } from "../parts/use-duration";
import { Card, Said } from "./card";
import classes from "./card.module.css";
import { StuckNote } from "./stuck-note";

/** More hosts than this are counted. */
const NAMED = 3;

/** What is happening at this moment, and what went wrong on the way here. */
export function NowCard({ operation }: { operation: OperationView }) {
  const { t } = useTranslation("tasks");
  const call = callAtWork(operation);
  const step = call && runningStep(call);
  if (call?.head.journal === "unknown") {
    return (
      <Card state="unknown" title={t("card.lostTitle", { host: shortHost(call.head.target, operation.head.hosts) })}>
        <Said name={callName(call.head, t)}>{t("journal.unknown")}</Said>
      </Card>
    );
  }
  if (!call || !step) {
    return (
      <Card state="running" title={t(`card.${isAccepted(call) ? "acceptedTitle" : "sendingTitle"}`)}>
        {call && (
          <Said
            name={callName(call.head, t)}
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
    ? t("card.runningOn", {
        host: shortHost(only.host, operation.head.hosts),
        name: step.name,
        attempt: only.attempts.at(-1)?.number ?? 1,
      })
    : step.state.kind === "unknown"
      ? t("card.unknownTitle", { word: step.state.word })
      : t("card.runningTitle", { name: step.name });
  return (
    <Card state={step.state.kind} title={title}>
      <Silent operation={operation} />
      <Said name={t("card.now")}>
        {step.runs.length > 1
          ? t("card.nowHosts", { done: done.length, count: step.runs.length })
          : t("card.nowOne", {
              number: step.number,
              count: call.steps.length,
              host: shortHost(only?.host ?? call.head.target, operation.head.hosts),
            })}
      </Said>
      <StuckNote operation={operation} step={step} />
      <Failures step={step} />
      {done.length > 0 && (
        <p className={classes.fine} title={done.map((run) => run.host).join(", ")}>
          <StateIcon state="succeeded" />
          <span className="cut">
            {done.length > NAMED
              ? t("card.doneCount", { n: done.length })
              : t("card.doneHosts", {
                  hosts: done.map((run) => shortHost(run.host, operation.head.hosts)).join(", "),
                })}
          </span>
        </p>
      )}
    </Card>
  );
}

/** The call in charge; while that one only waits, another of those that go on beside it. */
function callAtWork(operation: OperationView): CallView | null {
  const call = callInCharge(operation);
  if (!isAccepted(call) || call === null || runningStep(call) !== undefined) return call;
  return operation.calls.find((other) => runningStep(other) !== undefined) ?? call;
}

/** What is still to come is the other side's: its next step, or the end of its task. */
function isAccepted(call: CallView | null): boolean {
  return call?.head.journal === "accepted" || call?.head.journal === "alreadyDone";
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

/** What is told here was true when the agent last answered. */
function Silent({ operation }: { operation: OperationView }) {
  const { t } = useTranslation("tasks");
  const { contact, startedAt } = operation.head;
  if (contact.state !== "stale") return null;
  const words = { agent: contact.agent ?? "", time: formatClock(contact.lastAnswerAt ?? startedAt) };
  return <Said name="">{t("head.stale", words)}</Said>;
}

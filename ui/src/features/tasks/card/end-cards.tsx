import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { InitOutcome, OperationHead, OperationKind, OperationView } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { useTitleOf } from "../model/title";
import { useDuration } from "../parts/use-duration";
import { Card, Said } from "./card";
import classes from "./card.module.css";
import { Command } from "./command";

/** The cluster is up: how to connect, and what comes next. */
export function DoneCard({ operation, outcome }: { operation: OperationView; outcome: InitOutcome }) {
  const { t } = useTranslation("tasks");
  const duration = useDuration();
  const hosts = t("timeline.hostCount", { count: operation.head.hosts.length });
  return (
    <Card state="succeeded" title={t("card.doneTitle", { cluster: operation.head.clusterName })}>
      <Said name={t("card.done")}>
        {t("card.doneText", { version: outcome.obVersion, hosts, time: duration(outcome.tookMs) })}
      </Said>
      <Said name="">{t("card.connect")}</Said>
      {outcome.connections.map((connection) => (
        <Command
          key={connection.host}
          text={connection.command}

          copyLabel={t("card.copyConnection", { host: connection.host })}
        />
      ))}
      <Said name={t("card.next")}>{t("card.nextText")}</Said>
    </Card>
  );
}

/** An end that is neither success nor failure, in words. */
export function StandCard({ operation }: { operation: OperationView }) {
  const { t } = useTranslation("tasks");
  const { state, done, draftId, system } = operation.head;
  switch (state.kind) {
    case "rolledBack":
      return (
        <Card state="rolledBack" title={t("card.rolledBackTitle")}>
          <Said name="">
            {t(`card.rolledBackText.${system}`)} {draftId !== null && t("card.backToWizard")}
          </Said>
        </Card>
      );
    case "cancelled":
      if (cancelledAt(operation) === undefined) {
        return (
          <Card state="cancelled" title={t("card.stoppedTitle")}>
            <Said name="">{t("card.stoppedText")}</Said>
          </Card>
        );
      }
      return (
        <Card state="cancelled" title={t("card.cancelledTitle", { number: cancelledAt(operation) ?? done + 1 })}>
          <Said name="">{t(`card.cancelledText.${system}`)}</Said>
        </Card>
      );
    case "succeeded":
      return <EndCard operation={operation} />;
    case "passed":
      return (
        <Card state="passed" title={t("card.passedTitle")}>
          <Said name="">{t(`card.passedText.${system}`)}</Said>
        </Card>
      );
    default:
      return (
        <Card state={state.kind} title={t("card.unknownTitle", { word: state.word })}>
          <Said name="">{t("card.unknownText")}</Said>
        </Card>
      );
  }
}

/** What a change of nodes has led to, and the way back to the cluster. */
function EndCard({ operation: { head } }: { operation: OperationView }) {
  const { t } = useTranslation("tasks");
  const duration = useDuration();
  const titleOf = useTitleOf();
  const [, navigate] = useLocation();
  const { connectionId, startedAt, endedAt } = head;
  return (
    <Card state="succeeded" title={t("end.title", { title: titleOf(head) })}>
      <Said name="">
        {endText(head, t)} {endedAt !== null && t("end.took", { time: duration(endedAt - startedAt) })}
      </Said>
      {connectionId !== null && (
        <p className={classes.way}>
          {isObproxy(head.kind) ? (
            <Button onClick={() => navigate("/obproxy")}>{t("end.openObproxy")}</Button>
          ) : (
            <Button onClick={() => navigate(`/clusters/${connectionId}`)}>{t("end.open")}</Button>
          )}
        </p>
      )}
    </Card>
  );
}

function isObproxy(kind: OperationKind): boolean {
  return kind === "agentProxy" || kind === "obproxyCluster";
}

function endText({ kind, deed }: OperationHead, t: TFunction<"tasks">): string {
  switch (kind) {
    case "agentProxy":
    case "obproxyCluster":
      return t(`end.${kind}.${deed ?? "other"}`);
    default:
      return t(`end.${kind}`);
  }
}

function cancelledAt({ calls }: OperationView): number | undefined {
  return calls.flatMap((call) => call.steps).find((step) => step.state.kind === "cancelled")?.number;
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { callCommand } from "../../../ipc/client";
import type { ClusterView, Consent, NodeAction, OperationGuard } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";
import { GuardedDialog } from "../../../shared/guard/guarded-dialog";
import { ErrorNote } from "../../../shared/ui/error-note";
import { actionOf, type Ask, firstOptions } from "../model/ask";
import { readWarnings } from "../model/findings";
import { isDestructive } from "../model/state";
import classes from "./dialog.module.css";
import { ImpactView } from "./impact-view";
import { OptionsForm } from "./options-form";
import { type ImpactRead, useImpact } from "./use-impact";
import { useFindingText } from "./use-finding-text";
import { useSubject } from "./use-subject";

type Props = { ask: Ask; cluster: ClusterView; guard: OperationGuard; onClose: () => void };

/** What an action would do, before it does it; the verb on the button says what it is about. */
export function NodeActionDialog({ ask, cluster, guard, onClose }: Props) {
  const { t } = useTranslation("clusters");
  const platform = usePlatform();
  const [, navigate] = useLocation();
  const [options, setOptions] = useState(() => firstOptions(ask));
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const { connectionId } = cluster;
  const action = actionOf(ask, options);
  const read = useImpact(connectionId, action);
  const { accepted, unticked } = readWarnings(read.impact?.findings ?? [], ticked);
  const subject = useSubject(ask, options, cluster, guard.name);
  const reason = useReason({ action, read, guard, unticked });
  const tick = (line: string) =>
    setTicked((before) => {
      const next = new Set(before);
      if (!next.delete(line)) next.add(line);
      return next;
    });
  const send = async (consent: Consent) => {
    if (action === null) return;
    const request = { connectionId, action, accepted, consent };
    try {
      const { operationId } = await callCommand(platform, "start_node_action", request);
      navigate(`/operations/${operationId}`);
    } catch (thrown) {
      // What was judged may have changed since it was read.
      read.again();
      throw thrown;
    }
  };
  return (
    <GuardedDialog
      title={t(`impact.title.${ask.kind}`, { what: subject.title })}
      verb={t(`impact.verb.${ask.kind}`, { what: subject.verb })}
      tone={isDestructive(ask.kind) ? "danger" : "normal"}
      size={680}
      guard={guard}
      disabledReason={reason}
      calls={read.impact?.calls.map(({ method, path, target, body }) => `${method} ${path}  ${target}\n${body}`) ?? []}
      body={
        <div className={classes.body}>
          <p>{t(`impact.lead.${ask.kind}`)}</p>
          <OptionsForm ask={ask} options={options} cluster={cluster} onChange={setOptions} />
          {read.problem !== null && <ErrorNote error={read.problem} onRetry={read.again} />}
          {read.impact === null && read.problem === null && action !== null && (
            <p className="t2" role="status">
              {t("impact.reading")}
            </p>
          )}
          {read.impact !== null && <ImpactView impact={read.impact} ticked={ticked} onTick={tick} />}
        </div>
      }
      onSend={send}
      onClose={onClose}
    />
  );
}

type ReasonOf = { guard: OperationGuard; action: NodeAction | null; read: ImpactRead; unticked: number };

/** Why it cannot be sent now. */
function useReason({ guard, action, read, unticked }: ReasonOf): string | null {
  const { t } = useTranslation("clusters");
  const textOf = useFindingText();
  // The dialog itself says what comes before all others.
  if (guard.guard.level === "readOnly") return null;
  if (action === null) return t("impact.nothingPicked");
  if (read.problem !== null) return t("impact.failed");
  if (read.impact === null || read.reading) return t("impact.reading");
  const blocking = read.impact.findings.find(({ verdict }) => verdict === "fail");
  if (blocking !== undefined) return t("impact.blocked", { title: textOf(blocking).title });
  return unticked > 0 ? t("impact.tick", { count: unticked }) : null;
}

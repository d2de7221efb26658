import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { callCommand } from "../../../ipc/client";
import type { Consent, ObproxyAction, OperationGuard } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";
import { GuardedDialog } from "../../../shared/guard/guarded-dialog";
import { ErrorNote, type ErrorWords } from "../../../shared/ui/error-note";
import { Field, TextInput } from "../../../shared/ui/field";
import { readWarnings } from "./findings";
import { FindingsList } from "./findings-list";
import classes from "./impact-dialog.module.css";
import { useFindingText } from "./use-finding-text";
import { type ImpactRead, useObproxyImpact } from "./use-obproxy-impact";

type Props = {
  guard: OperationGuard;
  connectionId: string;
  /** Null as long as something is missing; `missing` says what. */
  action: ObproxyAction | null;
  missing?: string | null;
  title: string;
  /** On the button: "Stop 3 OBProxies". */
  verb: string;
  lead: string;
  tone?: "danger" | "normal";
  /** Words for what fails, where it is not an agent that is asked. */
  wordsOf?: ErrorWords;
  /** What the user decides before it is judged. */
  children?: ReactNode;
  onClose: () => void;
};

/** What an action on OBProxy would do, before it does it; then it starts, and its run is shown. */
export function ImpactDialog(props: Props) {
  const {
    guard,
    connectionId,
    action,
    missing = null,
    title,
    verb,
    lead,
    tone = "normal",
    wordsOf,
    children,
    onClose,
  } = props;
  const { t } = useTranslation("obproxyImpact");
  const platform = usePlatform();
  const [, navigate] = useLocation();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [typed, setTyped] = useState("");
  const read = useObproxyImpact(connectionId, action);
  const { impact } = read;
  const { accepted, unticked } = readWarnings(impact?.findings ?? [], ticked);
  // The guard may ask for the very same word; once is enough.
  const toType = impact?.toType ?? null;
  const asksItself = toType !== null && !(guard.guard.level === "typeName" && guard.name === toType);
  const reason = useReason({
    guard,
    missing: action === null ? missing : null,
    read,
    unticked,
    toType: asksItself && typed !== toType ? toType : null,
  });
  const send = async (consent: Consent) => {
    if (action === null) return;
    const request = { connectionId, action, accepted, typed: asksItself ? typed : (toType ?? ""), consent };
    try {
      const { operationId } = await callCommand(platform, "start_obproxy_action", request);
      navigate(`/operations/${operationId}`);
    } catch (thrown) {
      // What was judged may have changed since it was read.
      read.again();
      throw thrown;
    }
  };
  const tick = (lines: string[], how: "tick" | "untick") =>
    setTicked((before) => {
      const next = new Set(before);
      for (const line of lines) {
        if (how === "tick") next.add(line);
        else next.delete(line);
      }
      return next;
    });
  return (
    <GuardedDialog
      title={title}
      verb={verb}
      tone={tone}
      size={680}
      guard={guard}
      disabledReason={reason}
      wordsOf={wordsOf}
      calls={
        impact?.calls.map(({ method, path, target, body }) => `${method} ${path}  ${target}\n${body}`.trim()) ?? []
      }
      body={
        <div className={classes.body}>
          <p>{lead}</p>
          {children}
          {read.problem !== null && (
            <ErrorNote error={read.problem} words={wordsOf?.(read.problem)} onRetry={read.again} />
          )}
          {impact === null && read.problem === null && action !== null && (
            <p className="t2" role="status">
              {t("reading")}
            </p>
          )}
          {impact !== null && impact.findings.length > 0 && (
            <FindingsList findings={impact.findings} ticked={ticked} onTick={tick} />
          )}
          {impact !== null && impact.steps.length > 0 && <Steps steps={impact.steps} />}
          {asksItself && (
            <Field label={t("type", { name: toType })}>
              {(wiring) => (
                <TextInput {...wiring} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
              )}
            </Field>
          )}
        </div>
      }
      onSend={send}
      onClose={onClose}
    />
  );
}

/** The steps to come, in the words of whoever takes them. */
function Steps({ steps }: { steps: string[] }) {
  const { t } = useTranslation("obproxyImpact");
  return (
    <details className={classes.steps}>
      <summary>{t("steps", { count: steps.length })}</summary>
      <ol>
        {steps.map((step, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a step's name may come twice
          <li key={`${index} ${step}`}>{step}</li>
        ))}
      </ol>
    </details>
  );
}

type ReasonOf = {
  guard: OperationGuard;
  missing: string | null;
  read: ImpactRead;
  unticked: number;
  /** Null when nothing is left to be typed. */
  toType: string | null;
};

/** Why it cannot be sent now. */
function useReason({ guard, missing, read, unticked, toType }: ReasonOf): string | null {
  const { t } = useTranslation("obproxyImpact");
  const textOf = useFindingText();
  // The dialog itself says what comes before all others.
  if (guard.guard.level === "readOnly") return null;
  if (missing !== null) return missing;
  if (read.problem !== null) return t("failed");
  if (read.impact === null || read.reading) return t("reading");
  const blocking = read.impact.findings.find(({ verdict }) => verdict === "fail");
  if (blocking !== undefined) return t("blocked", { title: textOf(blocking).title });
  if (unticked > 0) return t("tick", { count: unticked });
  return toType === null ? null : t("typeMissing", { name: toType });
}

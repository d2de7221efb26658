import { useTranslation } from "react-i18next";

import type { IpcError } from "../../ipc/generated";
import { StateIcon } from "../state/state-icon";
import { Button } from "./button";
import { CopyButton } from "./copy-button";
import classes from "./error-note.module.css";

/** What an error is called, and what to do; null where an agent's words fit. */
export type ErrorWords = (error: IpcError) => { title: string; remedy: string } | null;

type Props = {
  error: IpcError;
  /** Instead of the words for an agent, where somebody else was asked. */
  words?: ReturnType<ErrorWords> | undefined;
  onRetry?: () => void;
};

/** What happened, what to do next, and the agent's own words and ids to copy. */
export function ErrorNote({ error, words = null, onRetry }: Props) {
  const { t } = useTranslation("errors");
  const { t: shared } = useTranslation("shared");
  return (
    <div role="alert" className={classes.note}>
      <StateIcon state="failed" size={16} />
      <div className="grow">
        <p className="semi">{words?.title ?? t(`${error.code}.title`)}</p>
        <p className={classes.remedy}>{words?.remedy ?? t(`${error.code}.remedy`)}</p>
        <details className={classes.details}>
          <summary>{shared("details")}</summary>
          <p className="selectable">{error.message}</p>
          {error.detail !== null && <p className="selectable">{error.detail}</p>}
          {error.agentCode !== null && (
            <p>
              {shared("agentCode")} <span className="mono selectable">{error.agentCode}</span>
            </p>
          )}
          {error.traceId !== null && (
            <p>
              {shared("trace")} <span className="mono selectable">{error.traceId}</span>
            </p>
          )}
        </details>
        <div className={classes.actions}>
          {onRetry !== undefined && (
            <Button size="sm" icon="retry" onClick={onRetry}>
              {shared("tryAgain")}
            </Button>
          )}
          <CopyButton label={shared("copyReport")} text={reportOf(error)} />
        </div>
      </div>
    </div>
  );
}

/** The error as plain text, for a mail or a ticket. */
export function reportOf(error: IpcError): string {
  const lines = [`code: ${error.code}`, `message: ${error.message}`];
  if (error.detail !== null) lines.push(`detail: ${error.detail}`);
  if (error.agentCode !== null) lines.push(`agent code: ${error.agentCode}`);
  if (error.traceId !== null) lines.push(`trace: ${error.traceId}`);
  return lines.join("\n");
}

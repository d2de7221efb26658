import { useTranslation } from "react-i18next";

import type { AgentUpload, UploadState } from "../../../../ipc/generated";
import { type ShownState, StateIcon } from "../../../../shared/state/state-icon";
import { ErrorNote } from "../../../../shared/ui/error-note";
import { formatBytes } from "../../../../shared/time/format";
import classes from "./upload-dialog.module.css";

const ICONS: Record<UploadState, ShownState> = {
  waiting: "pending",
  sending: "running",
  done: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
};

/** How far the package is at one agent. */
export function UploadRow({ upload, size }: { upload: AgentUpload; size: number }) {
  const { t } = useTranslation("proxies");
  const { agent, state, sent, package: uploaded, problem } = upload;
  const share = size === 0 ? 0 : Math.min(100, (sent / size) * 100);
  return (
    <li className={classes.row} data-state={state}>
      <div className={classes.line}>
        <StateIcon state={ICONS[state]} label={t(`upload.state.${state}`)} />
        <span className="mono">{agent}</span>
        <span className="grow" />
        <span className="t2 sm">
          {state === "done" && uploaded !== null ? (
            <span className="mono selectable">{`${uploaded.name}-${uploaded.version}-${uploaded.release}`}</span>
          ) : state === "sending" ? (
            share >= 100 ? (
              t("upload.unpacking")
            ) : (
              t("upload.of", { sent: formatBytes(sent), size: formatBytes(size) })
            )
          ) : (
            t(`upload.state.${state}`)
          )}
        </span>
      </div>
      {(state === "sending" || state === "failed" || state === "cancelled") && (
        <div
          role="progressbar"
          aria-label={t("upload.progress", { agent })}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share)}
          className={classes.bar}
        >
          <i style={{ width: `${share}%` }} />
        </div>
      )}
      {problem !== null && <Failure upload={upload} />}
    </li>
  );
}

/** The refusals of an agent that have a remedy of their own; the others say theirs in the note. */
const REMEDIES = {
  "OBProxy.Package.Name.Invalid": "name",
  "Package.Format.Invalid": "format",
  "Package.NameMismatch": "name",
  "Security.Authentication.AgentPasswordNotInitialized": "password",
} as const;

function Failure({ upload: { problem } }: { upload: AgentUpload }) {
  const { t } = useTranslation("proxies");
  if (problem === null) return null;
  const known = Object.entries(REMEDIES).find(([code]) => code === problem.agentCode)?.[1];
  return (
    <div className={classes.failure}>
      {known !== undefined && <p className="t2">{t(`upload.remedy.${known}`)}</p>}
      <ErrorNote error={problem} />
    </div>
  );
}

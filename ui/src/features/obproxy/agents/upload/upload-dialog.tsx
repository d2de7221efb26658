import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Consent, OperationGuard, UploadProgress } from "../../../../ipc/generated";
import { GuardedDialog, levelAsked } from "../../../../shared/guard/guarded-dialog";
import { Button } from "../../../../shared/ui/button";
import { ErrorNote } from "../../../../shared/ui/error-note";
import { formatBytes } from "../../../../shared/time/format";
import classes from "./upload-dialog.module.css";
import { UploadRow } from "./upload-row";
import { useUpload } from "./use-upload";

type Props = {
  guard: OperationGuard;
  connectionId: string;
  agents: string[];
  /** Those that manage an OBProxy: the package is of use to them at once. */
  managing: string[];
  /** Goes on to the upgrade of those who have the package now. */
  onUpgrade: (agents: string[]) => void;
  onDone: () => void;
  onClose: () => void;
};

/** Sends a package to agents, one after the other: first what will happen, then how far it is. */
export function UploadDialog({ guard, connectionId, agents, managing, onUpgrade, onDone, onClose }: Props) {
  const { t } = useTranslation("proxies");
  const { upload, start, cancel, reset } = useUpload(connectionId, onDone);
  const what = agents.length === 1 ? (agents[0] ?? "") : t("agents", { count: agents.length });
  if (upload.type === "idle" || upload.type === "refused") {
    const problem = upload.type === "refused" ? upload.problem : null;
    return (
      <GuardedDialog
        title={t("upload.title", { what })}
        verb={t("upload.choose")}
        guard={guard}
        raisedTo={problem === null ? null : levelAsked(problem)}
        error={problem !== null && levelAsked(problem) === null ? problem : null}
        size={560}
        calls={agents.map((agent) => `POST /api/v1/obproxy/package  ${agent}`)}
        body={
          <div className={classes.lead}>
            <p>{t("upload.lead")}</p>
            <p className="t2">{t("upload.memory")}</p>
          </div>
        }
        onSend={async (consent: Consent) => start(agents, consent)}
        onClose={onClose}
      />
    );
  }
  const { progress } = upload;
  const done = progress.agents.filter(({ state }) => state === "done");
  const upgradable = done.filter(({ agent }) => managing.includes(agent));
  const over = upload.type === "over";
  return (
    <Modal.Root opened onClose={over ? onClose : () => {}} size={620}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <Modal.Title>{t("upload.title", { what })}</Modal.Title>
          <div className={classes.body}>
            <p role="status">
              <Sentence progress={progress} over={over} cancelled={over && upload.cancelled} />
            </p>
            {progress.problem !== null && <ErrorNote error={progress.problem} />}
            {progress.file !== null && (
              <ul className={classes.rows}>
                {progress.agents.map((one) => (
                  <UploadRow key={one.agent} upload={one} size={progress.size} />
                ))}
              </ul>
            )}
          </div>
          <div className={classes.actions}>
            {over ? (
              <>
                <Button size="lg" onClick={onClose} data-autofocus>
                  {t("upload.close")}
                </Button>
                {done.length === 0 && (
                  <Button size="lg" onClick={reset}>
                    {t("upload.again")}
                  </Button>
                )}
                {upgradable.length > 0 && (
                  <Button size="lg" look="primary" onClick={() => onUpgrade(upgradable.map(({ agent }) => agent))}>
                    {t("upload.upgrade", { version: done[0]?.package?.version ?? "" })}
                  </Button>
                )}
              </>
            ) : (
              <Button size="lg" onClick={cancel} data-autofocus>
                {t("upload.cancel")}
              </Button>
            )}
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

type SentenceProps = { progress: UploadProgress; over: boolean; cancelled: boolean };

/** Where it is, in one sentence. */
function Sentence({ progress: { file, size, agents }, over, cancelled }: SentenceProps) {
  const { t } = useTranslation("proxies");
  if (file === null) return t(over ? "upload.nothingSent" : "upload.choosing");
  const done = agents.filter(({ state }) => state === "done").length;
  const said = { file, size: formatBytes(size), done, count: agents.length };
  if (!over) return t("upload.going", said);
  if (cancelled) return t("upload.cancelled", said);
  return t(done === agents.length ? "upload.done" : "upload.partly", said);
}

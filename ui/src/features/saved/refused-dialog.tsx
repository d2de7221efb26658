import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { Button } from "../../shared/ui/button";
import { CopyButton } from "../../shared/ui/copy-button";
import { reportOf } from "../../shared/ui/error-note";
import type { OpenProblem } from "./open-file";
import classes from "./saved.module.css";
import type { Refused } from "./use-open-task";

type Props = { refused: Refused; onChoose: () => void; onClose: () => void };

/** Which file did not open, why, and what to do about it. */
export function RefusedDialog({ refused: { name, problem }, onChoose, onClose }: Props) {
  const { t } = useTranslation("saved");
  const { t: shared } = useTranslation("shared");
  const kind = kindOf(problem);
  const title = name === null ? t("failedNameless") : t("failed", { name });
  const words = {
    size: problem.type === "tooLarge" ? `${(problem.bytes / 1024 / 1024).toFixed(1)} MiB` : "",
    message: problem.type === "unreadable" ? problem.message : "",
  };
  const error = problem.type === "refused" ? problem.error : null;
  return (
    <Modal.Root opened onClose={onClose} size={560}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <div className={classes.refused} role="alert">
            <p>{t(`why.${kind}`, words)}</p>
            {error !== null && (
              <div className={classes.said}>
                <p className="t3 sm">{t("said")}</p>
                <p className="selectable">{error.message}</p>
                {error.detail !== null && <p className="selectable t2">{error.detail}</p>}
              </div>
            )}
            <p className="t2">{t(`remedy.${kind}`)}</p>
          </div>
          <div className={classes.actions}>
            {error !== null && (
              <CopyButton text={`${title}\n${reportOf(error)}`} label={shared("copyReport")} size="md" />
            )}
            <span className="grow" />
            <Button size="lg" onClick={onChoose}>
              {t("another")}
            </Button>
            <Button size="lg" look="primary" data-autofocus onClick={onClose}>
              {shared("close")}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

type Kind = "tooLarge" | "folder" | "unreadable" | "noTask" | "storage" | "unknown";

function kindOf(problem: OpenProblem): Kind {
  if (problem.type !== "refused") return problem.type;
  const { code } = problem.error;
  return code === "unreadableFile" ? "noTask" : code === "storage" ? "storage" : "unknown";
}

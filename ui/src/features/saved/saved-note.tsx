import { useTranslation } from "react-i18next";

import type { IpcError, SavedFile } from "../../ipc/generated";
import { StateIcon } from "../../shared/state/state-icon";
import { Button } from "../../shared/ui/button";
import { CopyButton } from "../../shared/ui/copy-button";
import { ErrorNote } from "../../shared/ui/error-note";
import classes from "./saved.module.css";

type Props = { reply: SavedFile | undefined; problem: IpcError | null; onClose: () => void };

/** Where a file was written, or why it was not; nothing when the user chose none. */
export function SavedNote({ reply, problem, onClose }: Props) {
  const { t } = useTranslation("saved");
  const { t: shared } = useTranslation("shared");
  const path = reply?.path ?? null;
  if (path === null && problem === null) return null;
  return (
    <div className={classes.note} role={problem === null ? "status" : undefined}>
      {problem === null ? (
        <>
          <StateIcon state="succeeded" />
          <span className={classes.path} title={path ?? undefined}>
            {t("savedTo")} <span className="mono selectable">{path}</span>
          </span>
          <CopyButton text={path ?? ""} label={t("copyPath")} />
        </>
      ) : (
        <div className="grow">
          <p className="semi">{t("notSaved")}</p>
          <ErrorNote error={problem} />
        </div>
      )}
      <Button size="sm" look="bare" icon="cross" aria-label={shared("close")} onClick={onClose} />
    </div>
  );
}

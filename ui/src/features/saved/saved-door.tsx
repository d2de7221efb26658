import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "../../shared/icons/icon";
import { StateIcon } from "../../shared/state/state-icon";
import { Button } from "../../shared/ui/button";
import type { Dropped } from "./open-file";
import { ReadingToast } from "./reading-toast";
import { RefusedDialog } from "./refused-dialog";
import classes from "./saved.module.css";
import { useDoor } from "./use-door";
import { useOpenTask } from "./use-open-task";

type Others = { name: string; count: number };

/** Opens a task that is dropped on the window, pasted, or chosen by Ctrl O, wherever one is. */
export function SavedDoor() {
  const { t } = useTranslation("saved");
  const { t: shared } = useTranslation("shared");
  const { reading, refused, dismiss, choose, openText, openFile } = useOpenTask();
  const [others, setOthers] = useState<Others | null>(null);
  const onFiles = async ([first, ...rest]: Dropped[]) => {
    setOthers(null);
    if (first === undefined) return;
    const opened = await openFile(first);
    if (opened && rest.length > 0) setOthers({ name: first.file.name, count: rest.length });
  };
  const { over } = useDoor({
    onChoose: () => void choose(),
    onFiles: (files) => void onFiles(files),
    onText: (text) => void openText(t("pasted"), text),
  });
  return (
    <>
      {over && (
        <div className={classes.overlay}>
          <div className={classes.target}>
            <div className={classes.words} role="status">
              <Icon name="import" size={20} />
              <p className="semi">{t("drop")}</p>
              <p className="t2">{t("dropHint")}</p>
            </div>
          </div>
        </div>
      )}
      {reading !== null && <ReadingToast reading={reading} />}
      {others !== null && (
        <div className={classes.toast} role="status">
          <StateIcon state="warning" />
          <span>{t("others", others)}</span>
          <Button size="sm" look="bare" icon="cross" aria-label={shared("close")} onClick={() => setOthers(null)} />
        </div>
      )}
      {refused !== null && <RefusedDialog refused={refused} onChoose={() => void choose()} onClose={dismiss} />}
    </>
  );
}

import { useTranslation } from "react-i18next";

import type { Exported } from "../../ipc/generated";
import { StateIcon } from "../../shared/state/state-icon";
import { Button } from "../../shared/ui/button";
import { CodeBlock } from "../../shared/ui/code-block";
import { Dialog } from "./dialog";
import classes from "./transfer.module.css";

type Props = { done: Exported; path: string; onClose: () => void };

/** What was written, and where. */
export function ExportDone({ done: { connections, secrets }, path, onClose }: Props) {
  const { t } = useTranslation("transfer");
  const { t: shared } = useTranslation("shared");
  return (
    <Dialog
      title={t("export.doneTitle")}
      size={560}
      onClose={onClose}
      actions={
        <Button size="lg" look="primary" data-autofocus onClick={onClose}>
          {shared("close")}
        </Button>
      }
    >
      <div className={classes.form} role="status">
        <p className={classes.line}>
          <StateIcon state="succeeded" size={16} />
          {t("export.doneConnections", { count: connections })}
        </p>
        <p className={classes.line}>
          <StateIcon state={secrets === 0 ? "passed" : "succeeded"} size={16} />
          {secrets === 0 ? t("export.doneWithout") : t("export.doneSecrets", { count: secrets })}
        </p>
        <CodeBlock code={path} label={t("export.file")} />
      </div>
    </Dialog>
  );
}

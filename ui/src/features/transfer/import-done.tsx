import { useTranslation } from "react-i18next";

import type { Imported } from "../../ipc/generated";
import { useCommand } from "../../ipc/hooks";
import { StateIcon } from "../../shared/state/state-icon";
import { Button } from "../../shared/ui/button";
import { Dialog } from "./dialog";
import classes from "./transfer.module.css";

/** What was taken. */
export function ImportDone({ done: { added, changed, secrets }, onClose }: { done: Imported; onClose: () => void }) {
  const { t } = useTranslation("transfer");
  const { t: shared } = useTranslation("shared");
  const vault = useCommand("vault", {});
  const lasting = vault.data?.protection === "keychain" || vault.data?.protection === "passphrase";
  return (
    <Dialog
      title={t("import.doneTitle")}
      size={480}
      onClose={onClose}
      actions={
        <Button size="lg" look="primary" data-autofocus onClick={onClose}>
          {shared("close")}
        </Button>
      }
    >
      <div className={classes.form} role="status">
        <p className={classes.line}>
          <StateIcon state={added > 0 ? "succeeded" : "passed"} size={16} />
          {t("import.added", { count: added })}
        </p>
        <p className={classes.line}>
          <StateIcon state={changed > 0 ? "succeeded" : "passed"} size={16} />
          {t("import.changed", { count: changed })}
        </p>
        <p className={classes.line}>
          <StateIcon state={secrets > 0 ? "succeeded" : "passed"} size={16} />
          {secrets === 0 ? t("import.withoutSecrets") : t("import.secrets", { count: secrets })}
        </p>
        {secrets > 0 && vault.data !== undefined && !lasting && <p>{t("import.notLasting")}</p>}
        <p className="t2">{t("import.uncontacted")}</p>
      </div>
    </Dialog>
  );
}

import { useTranslation } from "react-i18next";

import { useCommand } from "../../ipc/hooks";
import { StateIcon } from "../../shared/state/state-icon";
import { CopyButton } from "../../shared/ui/copy-button";
import classes from "./vault/vault.module.css";

/** Said at the start after a crash: where the report is, and that it holds no password. */
export function CrashNote() {
  const { t } = useTranslation("settings");
  const info = useCommand("app_info", {}, { staleTime: Infinity });
  const path = info.data?.crashReport ?? null;
  if (path === null) return null;
  return (
    <div className={classes.crash} role="status">
      <StateIcon state="warning" />
      <p className="grow selectable">{t("crash", { path })}</p>
      <CopyButton text={path} label={t("crashCopy")} />
    </div>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useCommand } from "../../ipc/hooks";
import { StateIcon } from "../../shared/state/state-icon";
import { Button } from "../../shared/ui/button";
import { CrashNote } from "../settings/crash-note";
import { UnlockVault } from "../settings/vault/unlock-vault";
import classes from "./connections-page.module.css";

/** Said plainly: secrets that will not be kept, files that were damaged, a crash. */
export function HomeNotes() {
  const { t } = useTranslation("connections");
  const info = useCommand("app_info", {}, { staleTime: Infinity });
  const [unlocking, setUnlocking] = useState<"closed" | "open">("closed");
  if (info.data === undefined) return null;
  const { vault, setAside, damagedConnections = 0 } = info.data;
  const notes = [
    ...(setAside === null ? [] : [t("notes.setAside", { path: setAside })]),
    ...(damagedConnections > 0 ? [t("notes.damaged", { count: damagedConnections })] : []),
    ...(vault.setAside === null ? [] : [t("notes.vaultSetAside", { path: vault.setAside })]),
    ...(vault.protection === "memoryOnly" ? [t("notes.vaultMemory")] : []),
  ];
  return (
    <>
      <CrashNote />
      {notes.map((note) => (
        <p key={note} className={classes.note}>
          <StateIcon state="warning" />
          <span className="selectable">{note}</span>
        </p>
      ))}
      {vault.protection === "locked" && (
        <div className={classes.note}>
          <StateIcon state="warning" />
          <div className="grow">
            {t("notes.vaultLocked")}
            {unlocking === "open" && (
              <div className={classes.unlock}>
                <UnlockVault />
              </div>
            )}
          </div>
          {unlocking === "closed" && (
            <Button size="sm" icon="unlock" onClick={() => setUnlocking("open")}>
              {t("notes.unlock")}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

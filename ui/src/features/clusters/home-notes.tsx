import { useTranslation } from "react-i18next";

import { useCommand } from "../../ipc/hooks";
import { StateIcon } from "../../shared/state/state-icon";
import classes from "./clusters-page.module.css";

/** Said plainly: secrets that will not be kept, data that was damaged. */
export function HomeNotes() {
  const { t } = useTranslation("clusters");
  const info = useCommand("app_info", {}, { staleTime: Infinity });
  if (info.data === undefined) return null;
  const { vault, setAside } = info.data;
  const notes = [
    ...(setAside === null ? [] : [t("setAside", { path: setAside })]),
    ...(vault.protection === "memoryOnly" ? [t("vaultMemory")] : []),
    ...(vault.protection === "locked" ? [t("vaultLocked")] : []),
  ];
  return notes.map((note) => (
    <p key={note} className={classes.note}>
      <StateIcon state="warning" />
      <span className="selectable">{note}</span>
    </p>
  ));
}

import { useTranslation } from "react-i18next";

import { StateIcon } from "../../shared/state/state-icon";
import classes from "./saved.module.css";
import type { Reading } from "./use-open-task";

/** Says that a task is being opened: one of many megabytes takes a while. */
export function ReadingToast({ reading: { name } }: { reading: Reading }) {
  const { t } = useTranslation("saved");
  return (
    <p className={classes.toast} role="status">
      <StateIcon state="running" />
      <span className="cut">{name === null ? t("choosing") : t("reading", { name })}</span>
    </p>
  );
}

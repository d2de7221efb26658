import { useTranslation } from "react-i18next";

import classes from "../views/view-bar.module.css";

/** Offered once the user has panned away from now. */
export function JumpButton({ onJump }: { onJump: () => void }) {
  const { t } = useTranslation("tasks");
  return (
    <button type="button" className={classes.jump} onClick={onJump}>
      {t("timeline.jump")}
      <kbd>n</kbd>
    </button>
  );
}

import { useTranslation } from "react-i18next";

import type { GuardView } from "../../ipc/generated";
import { Icon } from "../icons/icon";
import classes from "./guard.module.css";
import { GUARD_ICONS, shortClock } from "./levels";

/** What stands between the user and a change, as icon and word; a lowered guard says until when. */
export function GuardChip({ guard: { level, lowered } }: { guard: GuardView }) {
  const { t } = useTranslation("guard");
  const time = lowered === null ? "" : shortClock(lowered.until);
  const title = [t(`long.${level}`), ...(lowered === null ? [] : [t("because", { time, reason: lowered.reason })])];
  return (
    <span className={classes.chip} data-lowered={lowered === null ? undefined : ""} title={title.join("\n")}>
      <Icon name={GUARD_ICONS[level]} size={14} />
      <span>
        <span>{t(`short.${level}`)}</span> {lowered !== null && <span>{t("until", { time })}</span>}
      </span>
    </span>
  );
}

import { useTranslation } from "react-i18next";

import { useSpeech } from "../../../shared/i18n/i18n";
import { StateIcon } from "../../../shared/state/state-icon";
import { useNow } from "../../../shared/time/use-now";
import { EnvironmentChip } from "../../../shared/ui/chip";
import { dayBefore } from "../model/days";
import type { GroupHead } from "../model/lines";
import classes from "./list.module.css";

/** What the rows below it have in common, and how many of them run or failed. */
export function GroupLine({ group }: { group: GroupHead }) {
  const { t } = useTranslation("taskList");
  const { count, running, failed } = group;
  return (
    <span role="gridcell" className={classes.groupCell} aria-colspan={9}>
      {group.by === "cluster" ? (
        <>
          <EnvironmentChip environment={group.environment} />
          <b className="cut">{group.name || t("noConnection")}</b>
        </>
      ) : (
        <DayName at={group.at} />
      )}
      <span className="t3">{t("group.count", { n: count })}</span>
      {running > 0 && (
        <span className={classes.tally}>
          <StateIcon state="running" size={12} />
          {t("group.running", { n: running })}
        </span>
      )}
      {failed > 0 && (
        <span className={classes.tally}>
          <StateIcon state="failed" size={12} />
          {t("group.failed", { n: failed })}
        </span>
      )}
    </span>
  );
}

function DayName({ at }: { at: number | null }) {
  const { t } = useTranslation("taskList");
  const speech = useSpeech();
  const now = useNow(60_000);
  if (at === null) return <b>{t("group.notBegun")}</b>;
  const day = new Date(at).toDateString();
  const date = new Date(at).toLocaleDateString(speech === "zh" ? "zh-CN" : "en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  if (day === new Date(now).toDateString()) return <b title={date}>{t("group.today")}</b>;
  if (day === dayBefore(now).toDateString()) return <b title={date}>{t("group.yesterday")}</b>;
  return <b>{date}</b>;
}

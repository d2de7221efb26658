import { Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { NoticeSettings as Settings } from "../../../ipc/generated";
import { NumberInput } from "../number-input";
import { usePreferences, useSavePreferences } from "../preferences";
import classes from "./notice-settings.module.css";

const USUAL_MINUTES = 10;
const MOST_MINUTES = 1440;

/** What the user is told of natively. */
export function NoticeSettings() {
  const { t } = useTranslation("settings");
  const { notices } = usePreferences();
  const { save } = useSavePreferences();
  const set = (change: Partial<Settings>) => save({ notices: { ...notices, ...change } });
  const { stalledMinutes } = notices;
  return (
    <div className={classes.notices}>
      <p className="t2">{t("notices.lead")}</p>
      <Switch
        label={t("notices.finished")}
        description={t("notices.finishedHint")}
        checked={notices.finished}
        onChange={(event) => set({ finished: event.currentTarget.checked })}
      />
      <Switch
        label={t("notices.failed")}
        checked={notices.failed}
        onChange={(event) => set({ failed: event.currentTarget.checked })}
      />
      <Switch
        label={t("notices.stalled")}
        description={t("notices.stalledHint")}
        checked={stalledMinutes !== null}
        onChange={(event) => set({ stalledMinutes: event.currentTarget.checked ? USUAL_MINUTES : null })}
      />
      {stalledMinutes !== null && (
        <div className={classes.minutes}>
          <NumberInput
            label={t("notices.minutes")}
            unit={t("notices.minutesUnit")}
            value={stalledMinutes}
            most={MOST_MINUTES}
            wrong={{ title: t("notices.minutesWrong"), remedy: t("notices.minutesRemedy") }}
            onChange={(minutes) => set({ stalledMinutes: minutes })}
          />
        </div>
      )}
      <Switch
        label={t("notices.skipDev")}
        checked={notices.skipDev}
        onChange={(event) => set({ skipDev: event.currentTarget.checked })}
      />
    </div>
  );
}

import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useCommand } from "../../ipc/hooks";
import type { Language, Theme } from "../../ipc/generated";
import { PageFrame } from "../../shared/shell/page-frame";
import { ErrorNote } from "../../shared/ui/error-note";
import { Segmented } from "../../shared/ui/segmented";
import { HistorySettings } from "./history/history-settings";
import { NoticeSettings } from "./notices/notice-settings";
import { usePreferences, useSavePreferences } from "./preferences";
import classes from "./settings-page.module.css";
import { Passwords } from "./vault/passwords";

const THEMES: Theme[] = ["system", "light", "dark"];
const LANGUAGES: Language[] = ["system", "en", "zh"];

export function SettingsPage() {
  const { t } = useTranslation("settings");
  const preferences = usePreferences();
  const { save, error } = useSavePreferences();
  const info = useCommand("app_info", {});
  return (
    <PageFrame trail={[t("title")]}>
      <div className={classes.page}>
        <h1>{t("title")}</h1>
        <p className="t2">{t("lead")}</p>
        {error !== null && <ErrorNote error={error.problem} />}
        <dl className={classes.list}>
          <Setting name={t("theme")}>
            <Segmented
              size="md"
              label={t("theme")}
              value={preferences.theme}
              options={THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))}
              onChange={(value) => save({ theme: value })}
            />
          </Setting>
          <Setting name={t("language")}>
            <Segmented
              size="md"
              label={t("language")}
              value={preferences.language}
              options={LANGUAGES.map((value) => ({ value, label: t(`languages.${value}`) }))}
              onChange={(value) => save({ language: value })}
            />
          </Setting>
          <Setting name={t("notices.title")}>
            <NoticeSettings />
          </Setting>
          <Setting name={t("history.title")}>
            <HistorySettings />
          </Setting>
          <Setting name={t("passwords.title")}>
            <Passwords />
          </Setting>
          {info.data !== undefined && (
            <Setting name={t("version")}>{t("versionIs", { version: info.data.version })}</Setting>
          )}
        </dl>
        {info.error !== null && <ErrorNote error={info.error.problem} onRetry={() => void info.refetch()} />}
      </div>
    </PageFrame>
  );
}

function Setting({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.setting}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

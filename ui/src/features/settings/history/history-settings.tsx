import { Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { HistoryLimits, HistoryUsage } from "../../../ipc/generated";
import { useSpeech } from "../../../shared/i18n/i18n";
import { formatBytes, formatDay } from "../../../shared/time/format";
import { useNow } from "../../../shared/time/use-now";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { NumberInput } from "../number-input";
import { ForgetHistory } from "./forget-history";
import classes from "./history-settings.module.css";
import { useLimit, useUsage } from "./use-history";

const MB = 1024 * 1024;
const MOST_DAYS = 3650;
const MOST_MB = 1024 * 1024;
const USUAL = { days: 90, megabytes: 500 };

/** How much of the past is kept, and how much there is. */
export function HistorySettings() {
  const usage = useUsage();
  if (usage.data !== undefined) return <Kept usage={usage.data} />;
  return usage.error !== null && <ErrorNote error={usage.error.problem} onRetry={() => void usage.refetch()} />;
}

function Kept({ usage }: { usage: HistoryUsage }) {
  const { t } = useTranslation("settings");
  const [asks, setAsks] = useState(false);
  return (
    <div className={classes.history}>
      <p className="t2">{t("history.lead")}</p>
      <div className={classes.usage}>
        <p className="grow">
          <Usage usage={usage} />
        </p>
        <Button
          icon="trash"
          look="danger"
          disabledReason={usage.records === 0 ? t("history.forget.nothing") : null}
          reasonShown="elsewhere"
          onClick={() => setAsks(true)}
        >
          {t("history.forget.open")}
        </Button>
      </div>
      <Limits limits={usage.limits} />
      {asks && <ForgetHistory onClose={() => setAsks(false)} />}
    </div>
  );
}

function Usage({ usage: { records, bytes, oldestAt } }: { usage: HistoryUsage }) {
  const { t } = useTranslation("settings");
  const speech = useSpeech();
  const now = useNow(60_000);
  if (records === 0) return t("history.empty");
  const oldest = formatDay(oldestAt ?? now, now, speech);
  return t("history.usage", { count: records, size: formatBytes(bytes), oldest });
}

/** Nothing is forgotten while the user still types: limits hold once they are applied. */
function Limits({ limits }: { limits: HistoryLimits }) {
  const { t } = useTranslation("settings");
  const [days, setDays] = useState(limits.days);
  const [bytes, setBytes] = useState(limits.bytes);
  const [wrong, setWrong] = useState({ days: false, bytes: false });
  const { apply, isPending, error } = useLimit();
  const megabytes = bytes === null ? null : Math.max(1, Math.round(bytes / MB));
  const invalid = (days !== null && wrong.days) || (bytes !== null && wrong.bytes);
  const unchanged = days === limits.days && bytes === limits.bytes;
  const off = isPending
    ? t("history.applying")
    : invalid
      ? t("history.invalid")
      : unchanged
        ? t("history.unchanged")
        : null;
  return (
    <>
      <Switch
        label={t("history.byAge")}
        checked={days !== null}
        onChange={(event) => setDays(event.currentTarget.checked ? (limits.days ?? USUAL.days) : null)}
      />
      {days !== null && (
        <div className={classes.number}>
          <NumberInput
            label={t("history.days")}
            unit={t("history.daysUnit")}
            value={days}
            most={MOST_DAYS}
            wrong={{ title: t("history.daysWrong"), remedy: t("history.daysRemedy") }}
            onChange={setDays}
            onValid={(valid) => setWrong((before) => ({ ...before, days: !valid }))}
          />
        </div>
      )}
      <Switch
        label={t("history.bySize")}
        checked={bytes !== null}
        onChange={(event) => setBytes(event.currentTarget.checked ? (limits.bytes ?? USUAL.megabytes * MB) : null)}
      />
      {megabytes !== null && (
        <div className={classes.number}>
          <NumberInput
            label={t("history.size")}
            unit={
              megabytes < 1024 ? t("history.sizeUnit") : t("history.gigabytes", { size: formatBytes(megabytes * MB) })
            }
            value={megabytes}
            most={MOST_MB}
            wrong={{ title: t("history.sizeWrong"), remedy: t("history.sizeRemedy") }}
            onChange={(size) => setBytes(size * MB)}
            onValid={(valid) => setWrong((before) => ({ ...before, bytes: !valid }))}
          />
        </div>
      )}
      <div className={classes.apply}>
        <Button disabledReason={off} onClick={() => apply({ days, bytes })}>
          {t("history.apply")}
        </Button>
        {off === null && <p className="t2">{t("history.hint")}</p>}
      </div>
      {error !== null && <ErrorNote error={error.problem} />}
    </>
  );
}

import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { AuditEntry } from "../../ipc/generated";
import { GUARD_ICONS } from "../../shared/guard/levels";
import { useSpeech } from "../../shared/i18n/i18n";
import { Icon } from "../../shared/icons/icon";
import { formatClock, formatFull } from "../../shared/time/format";
import classes from "./audit.module.css";
import { Outcome } from "./outcome";
import { parseCall, useCallWords, useDetailWords } from "./words";

export const AuditEntryRow = memo(function AuditEntryRow({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation("guard");
  const detailWords = useDetailWords();
  const { at, connectionName, agent, level, outcome } = entry;
  return (
    <>
      <span role="cell">
        <time title={formatFull(at)}>{formatClock(at)}</time>
      </span>
      <span role="cell" className="cut" title={connectionName}>
        {connectionName}
      </span>
      <span role="cell" className={`mono t2 ${classes.wrap}`}>
        {agent}
      </span>
      <span role="cell" className={classes.wrap}>
        <CallCell entry={entry} />
      </span>
      <span role="cell" className={classes.guard} title={level === null ? undefined : t(`long.${level}`)}>
        {level !== null && (
          <>
            <Icon name={GUARD_ICONS[level]} size={14} />
            {t(`short.${level}`)}
          </>
        )}
      </span>
      <span role="cell">
        <Outcome outcome={outcome} />
      </span>
      <span role="cell" className={`${classes.detail} selectable`}>
        {detailWords(entry)}
      </span>
    </>
  );
});

function CallCell({ entry: { call, operationId } }: { entry: AuditEntry }) {
  const { t } = useTranslation("audit");
  const words = useCallWords();
  const text = <span className={parseCall(call).type === "request" ? "mono" : ""}>{words(call)}</span>;
  if (operationId === null) return text;
  return (
    <Link href={`/operations/${operationId}`} title={`${t("openOperation")}\n${call}`}>
      {text}
    </Link>
  );
}

/** `Friday, 20 November 2026` */
export function DayHeading({ at }: { at: number }) {
  const speech = useSpeech();
  const day = new Date(at).toLocaleDateString(speech === "zh" ? "zh-CN" : "en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  return (
    <span role="cell" className={classes.day}>
      {day}
    </span>
  );
}

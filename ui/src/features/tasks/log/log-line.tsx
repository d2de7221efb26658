import { memo } from "react";
import { useTranslation } from "react-i18next";

import { formatClock } from "../../../shared/time/format";
import type { LogLine as Line } from "./lines";
import classes from "./log.module.css";
import { type Hit, cutAtHits } from "./search";

type Props = { line: Line; host: string; hits: Hit[]; current: Hit | null; wrap: boolean };

/** One line: when, where, how grave, and what. */
export const LogLine = memo(function LogLine({ line, host, hits, current, wrap }: Props) {
  const { t } = useTranslation("tasks");
  const { row } = line;
  if (line.type === "attempt") {
    return (
      <div className={classes.line} data-separator>
        <span className={classes.time}>{row.at === null ? "" : clockOf(row.at)}</span>
        <span className={classes.host} title={row.host}>
          {host}
        </span>
        <span />
        <span>{t("log.separator", { number: line.number })}</span>
      </div>
    );
  }
  return (
    <div className={classes.line} data-level={row.level} data-wrap={wrap || undefined}>
      <span className={classes.time}>{row.at === null ? "" : clockOf(row.at)}</span>
      <span className={classes.host} title={row.host}>
        {host}
      </span>
      <span className={classes.level}>{row.level.toUpperCase()}</span>
      <span className={classes.text}>
        {cutAtHits(row.text, hits, current).map((part, index) =>
          part.hit === "none" ? (
            part.text
          ) : (
            // oxlint-disable-next-line react/no-array-index-key -- parts of a line have no name but their place
            <mark key={index} data-current={part.hit === "current" || undefined}>
              {part.text}
            </mark>
          ),
        )}
        {line.repeats && (
          <span className={classes.repeats} title={t("log.first", { text: said(line.repeats.first) })}>
            {" "}
            {t("log.repeated", { n: line.repeats.times })}
          </span>
        )}
      </span>
    </div>
  );
});

function said({ at, text }: Line["row"]): string {
  return at === null ? text : `${clockOf(at)} ${text}`;
}

/** `16:46:20.004` */
export function clockOf(at: number): string {
  return `${formatClock(at)}.${String(Math.floor(at % 1000)).padStart(3, "0")}`;
}

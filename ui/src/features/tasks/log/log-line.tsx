import { memo } from "react";
import { useTranslation } from "react-i18next";

import type { LogRow } from "../../../ipc/generated";
import { formatClock } from "../../../shared/time/format";
import { LineText } from "./line-text";
import classes from "./log.module.css";
import type { Matcher } from "./matcher";

type Props = {
  line: number;
  row: LogRow;
  /** It only says that the host's next attempt begins. */
  separator: boolean;
  /** How many alike rows were folded into it, and the first of them. */
  times: number;
  first: LogRow;
  host: string;
  /** The host's colour, where there are several. */
  tint: number | null;
  matcher: Matcher | null;
  /** Which of its hits is the current one. */
  nth: number | null;
  /** How many of its characters were asked for. */
  opened: number | null;
  onOpen: (key: string) => void;
  marked: boolean;
  wrap: boolean;
};

/** One line: when, where, how grave, and what. */
export const LogLine = memo(function LogLine(props: Props) {
  const { line, row, separator, times, first, host, tint, marked, wrap } = props;
  const { t } = useTranslation("tasks");
  const time = row.at === null ? "" : clockOf(row.at);
  if (separator) {
    return (
      <div className={classes.line} data-line={line} data-separator data-marked={marked || undefined}>
        <span className={classes.time}>{time}</span>
        <Host name={host} title={row.host} tint={tint} />
        <span />
        <span>{t("log.separator", { number: row.attempt })}</span>
      </div>
    );
  }
  return (
    <div
      className={classes.line}
      data-line={line}
      data-level={row.level}
      data-marked={marked || undefined}
      data-wrap={wrap || undefined}
    >
      <span className={classes.time} data-gutter>
        {time}
      </span>
      <Host name={host} title={row.host} tint={tint} />
      <span className={classes.level} data-gutter>
        {row.level.toUpperCase()}
      </span>
      <span className={classes.text}>
        <LineText row={row} matcher={props.matcher} nth={props.nth} opened={props.opened} onOpen={props.onOpen} />
        {times > 0 && (
          <span className={classes.repeats} title={t("log.first", { text: said(first) })}>
            {" "}
            {t("log.repeated", { n: times })}
          </span>
        )}
      </span>
    </div>
  );
});

function Host({ name, title, tint }: { name: string; title: string; tint: number | null }) {
  return (
    <span className={classes.host} title={title} data-tint={tint ?? undefined} data-gutter>
      {name}
    </span>
  );
}

function said({ at, text }: LogRow): string {
  return at === null ? text : `${clockOf(at)} ${text}`;
}

/** `16:46:20.004` */
export function clockOf(at: number): string {
  return `${formatClock(at)}.${String(Math.floor(at % 1000)).padStart(3, "0")}`;
}

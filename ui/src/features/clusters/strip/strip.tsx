import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { TaskNote } from "../../../ipc/generated";
import { useSpeech } from "../../../shared/i18n/i18n";
import { useStateWord } from "../../../shared/state/state-badge";
import { StateIcon } from "../../../shared/state/state-icon";
import { formatAgo, formatDuration } from "../../../shared/time/format";
import { useNow } from "../../../shared/time/use-now";
import { DayAxis } from "./day-axis";
import classes from "./strip.module.css";

type Props = {
  connectionId: string;
  tasks: TaskNote[];
  recent: TaskNote[];
  /** Nothing of it is read any more. */
  old: boolean;
  onOpen: (task: TaskNote) => void;
};

/** What runs now, and what ran in the last 24 hours. */
export const Strip = memo(function Strip({ connectionId, tasks, recent, old, onOpen }: Props) {
  const { t } = useTranslation("clusters");
  const running = tasks.filter(({ state }) => state.kind === "running");
  const [first] = running;
  return (
    <section className={classes.strip} aria-label={t("strip.label")}>
      <div className={classes.present}>
        {first === undefined ? (
          <Idle last={recent[0] ?? null} old={old} onOpen={onOpen} />
        ) : (
          <Running task={first} others={running.length - 1} old={old} onOpen={onOpen} />
        )}
        <Link href={`/tasks/of/${connectionId}`} className={classes.all}>
          {t("strip.all")}
        </Link>
      </div>
      <DayAxis tasks={recent} onOpen={onOpen} />
    </section>
  );
});

type RunningProps = { task: TaskNote; others: number; old: boolean; onOpen: (task: TaskNote) => void };

function Running({ task, others, old, onOpen }: RunningProps) {
  const { t } = useTranslation("clusters");
  const speech = useSpeech();
  const now = useNow();
  const { name, done, total, startedAt } = task;
  // Of one that is no longer read nobody knows how long it has run.
  const since = old
    ? t("strip.unknown")
    : startedAt === null
      ? ""
      : t("strip.since", { duration: formatDuration(now - startedAt, speech) });
  return (
    <>
      <div className={classes.line}>
        <StateIcon state={old ? "unknown" : "running"} />
        <button type="button" className={classes.name} title={t("strip.open", { name })} onClick={() => onOpen(task)}>
          {name}
        </button>
        <span className="t2">
          {done}/{total}
        </span>
      </div>
      <span className={classes.track} role="img" aria-label={t("strip.progress", { done, total })}>
        <i className={classes.fill} style={{ width: `${total === 0 ? 0 : Math.min(100, (done / total) * 100)}%` }} />
      </span>
      <p className={classes.note}>
        {[since, others > 0 ? t("strip.others", { count: others }) : ""].filter(Boolean).join(" · ")}
      </p>
    </>
  );
}

type IdleProps = { last: TaskNote | null; old: boolean; onOpen: (task: TaskNote) => void };

function Idle({ last, old, onOpen }: IdleProps) {
  const { t } = useTranslation("clusters");
  const { t: shared } = useTranslation("shared");
  const word = useStateWord();
  const now = useNow(30_000);
  return (
    <>
      <p className={classes.line}>{t(old ? "strip.unknown" : "strip.idle")}</p>
      {last !== null && (
        <p className={classes.note}>
          <StateIcon state={last.state.kind} label={word(last.state)} />
          <button
            type="button"
            className={classes.name}
            title={t("strip.open", { name: last.name })}
            onClick={() => onOpen(last)}
          >
            {t("strip.last", { name: last.name })}
          </button>
          {last.endedAt !== null && <span>{t("strip.ended", { ago: formatAgo(last.endedAt, now, shared) })}</span>}
        </p>
      )}
    </>
  );
}

import { useTranslation } from "react-i18next";

import type { LockView, OperatorOff, OperatorView, TaskNote, TaskOperator } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import { formatAgo, formatFull } from "../../../shared/time/format";
import { useNow } from "../../../shared/time/use-now";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import classes from "./lock.module.css";
import { useOperateTask } from "./use-operate-task";

type Props = {
  connectionId: string;
  lock: LockView;
  opening: boolean;
  onOpen: (task: TaskNote) => void;
};

/** Who keeps further maintenance from starting, since when, where it stands, and what would free it. */
export function LockBanner({ connectionId, lock, opening, onOpen }: Props) {
  const { t } = useTranslation("clusters");
  const { task } = lock;
  if (task === null) return <NoTask agents={lock.agents} />;
  const failed = task.state.kind === "failed" || task.state.kind === "cancelled";
  return (
    <section className={classes.banner} data-tone={failed ? "failed" : "running"} aria-label={t("lock.failed", task)}>
      <Icon name="lock" />
      <p className={classes.words}>
        <b>{t(failed ? "lock.failed" : "lock.running", { name: task.name })}</b> <Where lock={lock} task={task} />
        {failed ? t("lock.nothingElse") : t("lock.freed")}
      </p>
      {/* What was opened for one task is no way to act on the next. */}
      <Ways key={task.id} connectionId={connectionId} lock={lock} task={task} opening={opening} onOpen={onOpen} />
    </section>
  );
}

function NoTask({ agents }: { agents: string[] }) {
  const { t } = useTranslation("clusters");
  return (
    <section className={classes.banner} data-tone="warning" aria-label={t("lock.noTask")}>
      <Icon name="lock" />
      <p className={classes.words}>
        <b>{t("lock.noTask")}</b> <span>{t("lock.noTaskBody", { agents: agents.join(", ") })}</span>
      </p>
    </section>
  );
}

/** `failed at step 9 of 31, Upgrade, on 10.10.20.6:2886, 2 h ago.` */
function Where({ lock: { step, host }, task }: { lock: LockView; task: TaskNote }) {
  const { t, i18n } = useTranslation("clusters");
  const { t: shared } = useTranslation("shared");
  const now = useNow(30_000);
  const failed = task.state.kind === "failed" || task.state.kind === "cancelled";
  const at = failed ? (task.endedAt ?? task.startedAt) : task.startedAt;
  const place = { n: Math.min(task.done + 1, task.total), total: task.total };
  const named = step === null ? null : { ...place, step };
  const parts = [
    failed
      ? named === null
        ? t("lock.atStep", place)
        : t("lock.atNamedStep", named)
      : named === null
        ? t("lock.runningAt", place)
        : t("lock.runningAtNamed", named),
    ...(host === null ? [] : [t("lock.onHost", { host })]),
    ...(at === null ? [] : [t("lock.since", { ago: formatAgo(at, now, shared) })]),
  ];
  return (
    <span title={at === null ? undefined : formatFull(at)}>
      {parts.join(i18n.language === "zh" ? "，" : ", ")}
      {shared("stop")}{" "}
    </span>
  );
}

type WaysProps = Props & { task: TaskNote };

function Ways({ connectionId, lock, task, opening, onOpen }: WaysProps) {
  const { t } = useTranslation("clusters");
  const operate = useOperateTask(connectionId, task);
  const primary = lock.operators.find((one) => one.operator === "retry" && isUsable(one)) ?? null;
  const openingWord = opening ? t("lock.opening") : null;
  const busy = operate.preparing ? t("lock.opening") : null;
  return (
    <>
      <div className={classes.ways}>
        <Button size="sm" disabledReason={openingWord} reasonShown="elsewhere" onClick={() => onOpen(task)}>
          {t("lock.open")}
        </Button>
        {lock.operators.map((one) => (
          <Button
            key={one.operator}
            size="sm"
            look={one === primary ? "primary" : one.operator !== "retry" && isUsable(one) ? "danger" : "quiet"}
            disabledReason={isUsable(one) || one.off === null ? busy : t(`lock.off.${one.off}`)}
            reasonShown="elsewhere"
            onClick={() => operate.operate(one.operator)}
          >
            {t(`lock.${one.operator}`)}
          </Button>
        ))}
      </div>
      <OffLines operators={lock.operators} />
      {operate.problem !== null && (
        <div className={classes.problem}>
          <ErrorNote error={operate.problem} />
        </div>
      )}
      {operate.dialog}
    </>
  );
}

/** Why operators are off, in plain sight: those with the same reason share a line. */
function OffLines({ operators }: { operators: OperatorView[] }) {
  const { t, i18n } = useTranslation("clusters");
  const lines = new Map<OperatorOff, TaskOperator[]>();
  for (const one of operators) {
    if (one.off !== null && !isUsable(one)) lines.set(one.off, [...(lines.get(one.off) ?? []), one.operator]);
  }
  if (lines.size === 0) return null;
  return (
    // The buttons carry the same words for readers.
    <ul className={classes.why} aria-hidden>
      {[...lines].map(([off, names]) => (
        <li key={off}>
          <b>{names.map((name) => t(`lock.${name}`)).join(i18n.language === "zh" ? "、" : ", ")}</b>
          {t("colon")}
          {t(`lock.off.${off}`)}
        </li>
      ))}
    </ul>
  );
}

/** OBDeck does not know the task's rules: the button stays usable, since the agent decides. */
function isUsable({ off }: OperatorView): boolean {
  return off === null || off === "unknown";
}

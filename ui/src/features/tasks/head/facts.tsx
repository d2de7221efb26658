import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { OperationView } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import { Button } from "../../../shared/ui/button";
import { periodOf, useNow } from "../model/clock";
import { NO_FORECAST, forecast, roughly } from "../model/forecast";
import { knownUntil, phaseOf } from "../model/phase";
import { lengthOf } from "../model/span";
import type { Usual } from "../model/usual";
import { busySpans } from "../model/work";
import { useWholeDuration } from "../parts/use-duration";
import { useOpenTask } from "../use-open-task";
import classes from "./head.module.css";
import { Segments } from "./segments";

/** Progress, time, lock. */
export function Facts({ operation, usual }: { operation: OperationView; usual: Usual }) {
  const { t } = useTranslation("tasks");
  const { head } = operation;
  const running = phaseOf(operation) === "working";
  return (
    <dl className={classes.facts}>
      <Fact name={t("head.progress")}>
        {head.done}/{head.total} <Segments operation={operation} />
      </Fact>
      <Elapsed operation={operation} />
      <Left operation={operation} usual={usual} />
      <MainTask operation={operation} />
      {/* Nothing of an OCP holds the lock of an agents' cluster. */}
      {head.system !== "ocp" && (
        <Fact name={t("head.lock")}>
          {head.lockHeld ? (
            <>
              <Icon name="lock" size={14} />
              {t("head.lockName")} <span className="t3">{t(running ? "head.lockRuns" : "head.lockStopped")}</span>
            </>
          ) : (
            <span className="t3">{t("head.lockNone")}</span>
          )}
        </Fact>
      )}
    </dl>
  );
}

/** The task of the cluster that this one is a part of. */
function MainTask({ operation: { head, calls } }: { operation: OperationView }) {
  const { t } = useTranslation("tasks");
  const { open, problemOf } = useOpenTask(head.connectionId);
  const id = calls.map((call) => call.head.task?.mainTaskId ?? null).find((main) => main !== null);
  if (id == null) return null;
  const problem = problemOf(id);
  const off = head.connectionId === null ? t("subTasks.noConnection") : null;
  return (
    <Fact name={t("head.partOf")}>
      <span className="mono">{id}</span>
      <Button size="sm" disabledReason={off} onClick={() => open(id)}>
        {t("subTasks.open")}
      </Button>
      {problem !== null && (
        <span role="alert" className={`t3 ${classes.basis}`} title={problem.message}>
          {problem.message}
        </span>
      )}
    </Fact>
  );
}

/** Apart from the rest, since it changes each second. */
function Elapsed({ operation }: { operation: OperationView }) {
  const { t } = useTranslation("tasks");
  const duration = useWholeDuration();
  const phase = phaseOf(operation);
  const now = knownUntil(operation, useNow(periodOf(phase)));
  const end = operation.head.endedAt ?? now;
  const elapsed = Math.max(0, end - operation.head.startedAt);
  const atWork = lengthOf(busySpans(operation, end));
  const idle = elapsed - atWork > 5000;
  return (
    <Fact name={t(phase === "over" ? "head.took" : "head.elapsed")}>
      {duration(elapsed)}
      {idle && <span className="t3">{t("head.atWork", { time: duration(atWork) })}</span>}
    </Fact>
  );
}

/** How long it will usually still take, and what that rests on. Without earlier runs nothing is said. */
function Left({ operation, usual }: { operation: OperationView; usual: Usual }) {
  const { t } = useTranslation("tasks");
  const duration = useWholeDuration();
  const phase = phaseOf(operation);
  const { contact, origin } = operation.head;
  const followed = phase !== "over" && contact.state !== "stale" && origin.type === "live";
  const now = useNow(followed && usual.times.size > 0 ? periodOf(phase) : null);
  const { left } = followed ? forecast(operation, usual, now) : NO_FORECAST;
  if (left === null) return null;
  const { sameConnection, runs, leastMs, mostMs } = left.basis;
  const range = { from: duration(leastMs), to: duration(mostMs) };
  const where = operation.head.system === "ocp" ? "usual.ofOcp" : "usual";
  const basis = t(`${where}.${sameConnection ? "here" : "elsewhere"}`, { count: runs, ...range });
  return (
    <Fact name={t("usual.left")}>
      {left.type === "longer"
        ? t("usual.longer")
        : t(left.type === "left" ? "usual.about" : "usual.afterRetry", { time: duration(roughly(left.ms)) })}
      <span className={`t3 ${classes.basis}`} title={basis}>
        {basis}
      </span>
    </Fact>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="cap">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

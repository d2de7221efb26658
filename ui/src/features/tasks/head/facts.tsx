import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { OperationView } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import { periodOf, useNow } from "../model/clock";
import { knownUntil, phaseOf } from "../model/phase";
import { lengthOf } from "../model/span";
import { busySpans } from "../model/work";
import { useWholeDuration } from "../parts/use-duration";
import classes from "./head.module.css";
import { Segments } from "./segments";

/** Progress, time, lock. */
export function Facts({ operation }: { operation: OperationView }) {
  const { t } = useTranslation("tasks");
  const { head } = operation;
  const running = phaseOf(operation) === "working";
  return (
    <dl className={classes.facts}>
      <Fact name={t("head.progress")}>
        {head.done}/{head.total} <Segments operation={operation} />
      </Fact>
      <Elapsed operation={operation} />
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
    </dl>
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

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="cap">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

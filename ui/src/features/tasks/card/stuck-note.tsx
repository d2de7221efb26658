import { useTranslation } from "react-i18next";

import type { OperationView, StepView } from "../../../ipc/generated";
import { periodOf, useNow } from "../model/clock";
import { phaseOf } from "../model/phase";
import { shortHost } from "../parts/host-name";
import { useWholeDuration } from "../parts/use-duration";
import { Said } from "./card";

/** A server ends what runs too long only some seconds after its limit. */
const GRACE_S = 30;

/** Says that a sub-task runs far beyond the limit that its server has set, and what can be done. */
export function StuckNote({ operation, step }: { operation: OperationView; step: StepView }) {
  const { t } = useTranslation("tasks");
  const duration = useWholeDuration();
  const now = useNow(periodOf(phaseOf(operation)));
  const stuck = step.runs.find(({ state, limitS, attempts }) => {
    const since = attempts.at(-1)?.startedAt ?? null;
    if (state.kind !== "running" || limitS === null || since === null) return false;
    return now - since > (2 * limitS + GRACE_S) * 1000;
  });
  if (stuck?.limitS === null || stuck === undefined) return null;
  const words = { host: shortHost(stuck.host, operation.head.hosts), limit: duration(stuck.limitS * 1000) };
  return <Said name={t("card.stuck")}>{t("card.stuckText", words)}</Said>;
}

import { Fragment } from "react";
import { useTranslation } from "react-i18next";

import type { CallView, OperationView } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { formatClock } from "../../../shared/time/format";
import classes from "./head.module.css";
import { hasOperators } from "./operator-buttons";
import { reasonLines } from "./operators";

/** Why a button is off, in plain sight below the buttons; or which operator is on its way. */
export function Reasons({ operation, call }: { operation: OperationView; call: CallView | null }) {
  const { t, i18n } = useTranslation("tasks");
  const { contact, startedAt } = operation.head;
  if (contact.state === "stale") {
    return (
      <p role="status" className={classes.stale} title={contact.problem?.message}>
        <StateIcon state="warning" />
        {t("head.stale", { agent: contact.agent ?? "", time: formatClock(contact.lastAnswerAt ?? startedAt) })}
      </p>
    );
  }
  if (!hasOperators(operation, call)) return null;
  const pending = call.head.operatorPending;
  if (pending !== null) {
    return (
      <p role="status" className={classes.pending}>
        <StateIcon state="running" />
        {t("head.pending", { operator: t(`operator.${pending}`) })}
      </p>
    );
  }
  return (
    // The buttons carry the same words for readers.
    <div className={classes.why} aria-hidden>
      {reasonLines(call).map(({ operators, reason }) => (
        <Fragment key={reason.key}>
          <b>{operators.map((operator) => t(`operator.${operator}`)).join(i18n.language === "zh" ? "、" : ", ")}</b>
          <span>{t(reason.key, { number: reason.number })}</span>
        </Fragment>
      ))}
    </div>
  );
}

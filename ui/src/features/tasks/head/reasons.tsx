import { Fragment } from "react";
import { useTranslation } from "react-i18next";

import type { CallView, OperationGuard, OperationView } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { formatClock } from "../../../shared/time/format";
import classes from "./head.module.css";
import { actionsOf, changes, hasOperators, useReadOnlyReason } from "./operator-buttons";
import { isUsable, reasonLines } from "./operators";

type Props = { operation: OperationView; call: CallView | null; readOnly: OperationGuard | null };

/** Why a button is off, in plain sight below the buttons; or which operator is on its way. */
export function Reasons({ operation, call, readOnly }: Props) {
  const { t, i18n } = useTranslation("tasks");
  const locked = useReadOnlyReason(readOnly);
  const { contact, startedAt, origin, system } = operation.head;
  const who = t(`who.${system}`);
  if (origin.type !== "live") return null;
  if (contact.state === "stale") {
    return (
      <p role="status" className={classes.stale} title={contact.problem?.message}>
        <StateIcon state="warning" />
        {t("head.stale", { agent: contact.agent ?? "", time: formatClock(contact.lastAnswerAt ?? startedAt) })}
      </p>
    );
  }
  const owner = hasOperators(operation, call) ? call : null;
  const pending = owner?.head.operatorPending ?? null;
  if (pending !== null) {
    return (
      <p role="status" className={classes.pending}>
        <StateIcon state="running" />
        {t("head.pending", { operator: t(`operator.${pending}`), who })}
      </p>
    );
  }
  const barred = [
    ...actionsOf(operation)
      .filter(changes)
      .map((action) => t(`action.${action}`)),
    ...(owner?.head.operators ?? []).filter(isUsable).map(({ operator }) => t(`operator.${operator}`)),
  ];
  const listed = (words: string[]) => words.join(i18n.language === "zh" ? "、" : ", ");
  return (
    // The buttons carry the same words for readers.
    <div className={classes.why} aria-hidden>
      {locked !== null && barred.length > 0 && (
        <>
          <b>{listed(barred)}</b>
          <span>{locked}</span>
        </>
      )}
      {(owner === null ? [] : reasonLines(owner)).map(({ operators, reason }) => (
        <Fragment key={reason.key}>
          <b>{listed(operators.map((operator) => t(`operator.${operator}`)))}</b>
          <span>{t(reason.key, { number: reason.number, who })}</span>
        </Fragment>
      ))}
    </div>
  );
}

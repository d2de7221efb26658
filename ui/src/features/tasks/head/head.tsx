import { memo } from "react";
import { useTranslation } from "react-i18next";

import type { OperationAction, OperationGuard, OperationView, TaskOperator } from "../../../ipc/generated";
import { useSpeech } from "../../../shared/i18n/i18n";
import { StateBadge } from "../../../shared/state/state-badge";
import { formatMoment } from "../../../shared/time/format";
import { useNow } from "../model/clock";
import { callInCharge, phaseOf } from "../model/phase";
import { useTitleOf } from "../model/title";
import type { Usual } from "../model/usual";
import { Facts } from "./facts";
import classes from "./head.module.css";
import { Origin } from "./origin";
import { OperatorButtons } from "./operator-buttons";
import { Reasons } from "./reasons";

type Props = {
  operation: OperationView;
  usual: Usual;
  guard: OperationGuard | null;
  onOperator: (operator: TaskOperator) => void;
  onAction: (action: OperationAction) => void;
  copyText: () => string;
};

/** What this is, how it stands, and what can be done about it. */
export const Head = memo(function Head({ operation, usual, guard, onOperator, onAction, copyText }: Props) {
  const titleOf = useTitleOf();
  const { head } = operation;
  const call = callInCharge(operation);
  const readOnly = guard?.guard.level === "readOnly" ? guard : null;
  return (
    <header className={classes.head}>
      <div className={classes.line}>
        <StateBadge state={head.state} />
        <h1 className="cut">{titleOf(head)}</h1>
        <Since operation={operation} />
        <OperatorButtons
          operation={operation}
          call={call}
          readOnly={readOnly}
          onOperator={onOperator}
          onAction={onAction}
          copyText={copyText}
        />
      </div>
      <div className={classes.second}>
        <Facts operation={operation} usual={usual} />
        <Reasons operation={operation} call={call} readOnly={readOnly} />
      </div>
    </header>
  );
});

/** Often enough to notice that another day has begun. */
const MINUTE = 60_000;

function Since({ operation }: { operation: OperationView }) {
  const { t } = useTranslation("tasks");
  const speech = useSpeech();
  const now = useNow(phaseOf(operation) === "over" ? null : MINUTE);
  const { contact, startedAt, origin } = operation.head;
  if (origin.type !== "live") return <Origin head={operation.head} />;
  const time = `${formatMoment(startedAt, now, speech)} ${zoneName(startedAt)}`;
  return (
    <span className={classes.since}>
      {contact.agent === null ? t("head.sinceOnly", { time }) : t("head.since", { time, agent: contact.agent })}
    </span>
  );
}

/** `UTC+8` */
function zoneName(at: number): string {
  const minutes = -new Date(at).getTimezoneOffset();
  if (minutes === 0) return "UTC";
  const rest = Math.abs(minutes) % 60;
  const half = rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`;
  return `UTC${minutes < 0 ? "−" : "+"}${Math.floor(Math.abs(minutes) / 60)}${half}`;
}

import { useTranslation } from "react-i18next";

import type { OperationView } from "../../../ipc/generated";
import { Freshness } from "../../../shared/shell/freshness";
import { formatClock } from "../../../shared/time/format";
import { phaseOf } from "../model/phase";

/** Whether the view follows the agent at this moment. An operation that is over is not followed. */
export function Contact({ operation }: { operation: OperationView }) {
  const { t } = useTranslation("tasks");
  const { contact, startedAt, origin } = operation.head;
  if (origin.type !== "live" || contact.state === "idle" || phaseOf(operation) === "over") return null;
  if (contact.state === "live") return <Freshness state="live">{t("head.live")}</Freshness>;
  const time = formatClock(contact.lastAnswerAt ?? startedAt);
  return <Freshness state="stale">{t("head.silent", { time })}</Freshness>;
}

import { useTranslation } from "react-i18next";

import type { OperationView } from "../../../ipc/generated";
import { useSpeech } from "../../../shared/i18n/i18n";
import { Freshness } from "../../../shared/shell/freshness";
import { formatMoment } from "../../../shared/time/format";
import { useNow } from "../model/clock";
import { phaseOf } from "../model/phase";

/** Whether the view follows the agent at this moment. An operation that is over is not followed. */
export function Contact({ operation }: { operation: OperationView }) {
  const { t } = useTranslation("tasks");
  const speech = useSpeech();
  const { contact, startedAt, origin } = operation.head;
  const followed = origin.type === "live" && contact.state !== "idle" && phaseOf(operation) !== "over";
  const now = useNow(followed ? 60_000 : null);
  if (!followed) return null;
  if (contact.state === "live") return <Freshness state="live">{t("head.live")}</Freshness>;
  const time = formatMoment(contact.lastAnswerAt ?? startedAt, now, speech);
  return <Freshness state="stale">{t("head.silent", { time })}</Freshness>;
}

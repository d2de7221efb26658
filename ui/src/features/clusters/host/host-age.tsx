import { useTranslation } from "react-i18next";

import { useSpeech } from "../../../shared/i18n/i18n";
import { Freshness } from "../../../shared/shell/freshness";
import { formatMoment } from "../../../shared/time/format";
import { useNow } from "../../../shared/time/use-now";

/** Since when a host is no longer read with the rest. */
export function HostAge({ seenAt }: { seenAt: number | null }) {
  const { t } = useTranslation("clusters");
  const speech = useSpeech();
  const now = useNow(60_000);
  return (
    <Freshness state="stale">
      {seenAt === null ? t("host.staleUnknown") : t("host.stale", { when: formatMoment(seenAt, now, speech) })}
    </Freshness>
  );
}

import { useTranslation } from "react-i18next";

import type { ClusterView, ConnectionView, IpcError } from "../../../ipc/generated";
import { useSpeech } from "../../../shared/i18n/i18n";
import { Freshness } from "../../../shared/shell/freshness";
import { formatAgo, formatFull, formatMoment } from "../../../shared/time/format";
import { useNow } from "../../../shared/time/use-now";
import { Button } from "../../../shared/ui/button";

type Props = {
  connection: ConnectionView;
  cluster: ClusterView | null;
  /** Why the window hears nothing more. */
  lost: IpcError | null;
  onRefresh: () => void;
};

/** How old the view is: green when live, grey when old, red when reading fails; and how to read it again. */
export function ClusterFreshness({ connection, cluster, lost, onRefresh }: Props) {
  const { t } = useTranslation("clusters");
  const { live, stale, problem, kind, answeredAt } = connection.state;
  const at = cluster?.readAt ?? answeredAt;
  const failed = lost !== null || problem !== null;
  const state = failed ? "failed" : live && !stale && at !== null ? "live" : "stale";
  const word = t(state === "failed" ? "fresh.retry" : live ? "fresh.refresh" : "contact");
  return (
    <>
      <span title={at === null ? undefined : formatFull(at)} role="status">
        <Freshness state={state}>
          <Words state={state} at={at} contacting={kind === "contacting"} />
        </Freshness>
      </span>
      <Button
        size="sm"
        {...(state === "live" ? { look: "bare" as const } : {})}
        icon="retry"
        aria-label={word}
        title={`${word} (r)`}
        onClick={onRefresh}
      >
        {state === "live" ? undefined : word}
      </Button>
    </>
  );
}

type WordsProps = { state: "live" | "stale" | "failed"; at: number | null; contacting: boolean };

function Words({ state, at, contacting }: WordsProps) {
  const { t } = useTranslation("clusters");
  const { t: shared } = useTranslation("shared");
  const speech = useSpeech();
  const now = useNow();
  if (state === "live" && at !== null) {
    // A text that changes each second is not read aloud.
    return <span aria-live="off">{t("fresh.live", { ago: formatAgo(at, now, shared) })}</span>;
  }
  if (state === "failed") {
    return at === null ? t("fresh.failedNever") : t("fresh.failed", { when: formatMoment(at, now, speech) });
  }
  if (contacting) return t("fresh.contacting");
  return at === null ? t("fresh.never") : t("fresh.stale", { when: formatMoment(at, now, speech) });
}

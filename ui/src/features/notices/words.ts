import type { TFunction } from "i18next";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { Notice, NoticeReason, NoticesEvent, ShowNoticeReq, TrayReq } from "../../ipc/generated";
import { useSpeech } from "../../shared/i18n/i18n";
import { formatDuration } from "../../shared/time/format";
import { useTitleOf } from "../tasks/model/title";

export type Said = { title: string; body: string };

/** More than these at once become one notification. */
const ONE_BY_ONE = 3;
const REASONS: NoticeReason[] = ["failed", "stalled", "finished", "rolledBack", "cancelled"];

/** A notice in the user's language: `Initialise ob_order: failed`, `PROD · ob_order, at Start observer on …`. */
export function useSayNotice(): (notice: Notice) => Said {
  const { t } = useTranslation("notices");
  const speech = useSpeech();
  const { t: shared } = useTranslation("shared");
  const titleOf = useTitleOf();
  return useCallback(
    (notice) => {
      const { reason, clusterName, environment, afterMs } = notice;
      const took = formatDuration(afterMs, speech);
      const place = [shared(`environment.${environment}`), clusterName].filter(Boolean).join(" · ");
      const after = reason === "stalled" ? null : t("after", { took });
      const parts = [place, where(notice, t), after].filter((part) => part !== null && part !== "");
      return { title: t(reason, { title: titleOf(notice), took }), body: parts.join(t("comma")) };
    },
    [t, speech, shared, titleOf],
  );
}

/** What the desktop is to show of notices that came together; nothing for none. */
export function useNative(): (notices: Notice[]) => ShowNoticeReq[] {
  const { t } = useTranslation("notices");
  const say = useSayNotice();
  return useCallback(
    (notices) => {
      const [first] = REASONS.flatMap((reason) => notices.filter((notice) => notice.reason === reason));
      if (first === undefined || notices.length <= ONE_BY_ONE) {
        return notices.map((notice) => ({ ...say(notice), operationId: notice.operationId }));
      }
      const parts = REASONS.flatMap((reason) => {
        const count = notices.filter((notice) => notice.reason === reason).length;
        return count === 0 ? [] : [t(`manyParts.${reason}`, { count })];
      });
      const title = t("many", { count: notices.length });
      return [{ title, body: parts.join(t("comma")), operationId: first.operationId }];
    },
    [t, say],
  );
}

/** What the tray says. */
export function useSayTray(): (work: NoticesEvent) => TrayReq {
  const { t } = useTranslation("notices");
  const titleOf = useTitleOf();
  return useCallback(
    ({ running, failed, work }) => ({
      tooltip: tooltip(running, failed, t),
      label: running === 0 ? "" : String(running),
      running: work.map((line) => ({
        operationId: line.operationId,
        text: t("tray.line", {
          cluster: line.clusterName,
          title: titleOf(line),
          done: line.done,
          total: line.total,
        }),
      })),
      open: t("tray.open"),
      quit: t("tray.quit"),
    }),
    [t, titleOf],
  );
}

type T = TFunction<"notices">;

function where({ step, host }: Notice, t: T): string | null {
  if (step !== null && host !== null) return t("atOn", { step, host });
  if (step !== null) return t("at", { step });
  return host === null ? null : t("on", { host });
}

function tooltip(running: number, failed: number, t: T): string {
  if (running > 0 && failed > 0) return t("tray.both", { running, failed });
  if (running > 0) return t("tray.running", { running });
  return failed > 0 ? t("tray.failed", { failed }) : t("tray.idle");
}

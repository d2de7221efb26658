import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { OperationView } from "../../../ipc/generated";
import { useSpeech } from "../../../shared/i18n/i18n";
import * as shared from "../../../shared/i18n/messages";
import { formatDuration } from "../../../shared/time/format";
import { en, zh } from "../messages";
import { shortTimelineText, timelineText } from "./timeline-text";

/** The timeline in words, in the language of the window: at once what stands in it, and all of it when asked. */
export function useTimelineText(operation: OperationView | null): { text: string; whole: () => string } {
  const speech = useSpeech();
  const words = useMemo(() => {
    const { state } = speech === "zh" ? shared.zh : shared.en;
    const { call } = speech === "zh" ? zh : en;
    return { state, call, duration: (ms: number) => formatDuration(ms, speech) };
  }, [speech]);
  const text = useMemo(() => (operation === null ? "" : shortTimelineText(operation, words)), [operation, words]);
  return { text, whole: () => (operation === null ? "" : timelineText(operation, words)) };
}

/** For screen readers and scripts: there to be read, never announced. */
export function TimelineText({ text }: { text: string }) {
  const { t } = useTranslation("tasks");
  return (
    <pre data-timeline-text className="sr" aria-live="off" aria-label={t("timeline.label")} role="note">
      {text}
    </pre>
  );
}

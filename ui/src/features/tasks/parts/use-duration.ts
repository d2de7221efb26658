import { useCallback } from "react";

import { useSpeech } from "../../../shared/i18n/i18n";
import { formatDuration } from "../../../shared/time/format";

/** Durations as the window's language writes them. */
export function useDuration(): (ms: number) => string {
  const speech = useSpeech();
  return useCallback((ms) => formatDuration(ms, speech), [speech]);
}

/** The same without tenths, for what is counted while one looks. */
export function useWholeDuration(): (ms: number) => string {
  const duration = useDuration();
  return useCallback((ms) => duration(ms).replace(/\.\d/, ""), [duration]);
}

import type { Notice } from "../../ipc/generated";

/** How long good news stay. */
export const STAYS_MS = 12_000;
/** No more stand in the corner; the rest is counted. */
export const SHOWN = 3;

/** The newest first, and one of each operation: its last. */
export function withNews(toasts: Notice[], news: Notice[]): Notice[] {
  const last = new Map<string, Notice>();
  for (const notice of toasts.toReversed()) last.set(notice.operationId, notice);
  for (const notice of news) {
    last.delete(notice.operationId);
    last.set(notice.operationId, notice);
  }
  return [...last.values()].toReversed();
}

/** Bad news wait for the user; good ones go by themselves. */
export function goesByItself({ reason }: Notice): boolean {
  return reason !== "failed" && reason !== "stalled";
}

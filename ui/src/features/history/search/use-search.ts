import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { callCommand } from "../../../ipc/client";
import type { IpcFailure } from "../../../ipc/failure";
import type { HistoryHit, HistoryPage, SearchHistoryReq } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";

export type Search = Pick<SearchHistoryReq, "text" | "connectionId" | "name">;

/** Records of one page. */
export const PAGE = 50;
/** So long nothing must have been typed before it is searched for. */
const PAUSE_MS = 250;

/** Records that match, page by page, the newest first. An answer to what is no longer asked is dropped. */
export function useSearch(search: Search) {
  const platform = usePlatform();
  return useInfiniteQuery<HistoryPage, IpcFailure, { hits: HistoryHit[]; total: number }, readonly unknown[], number>({
    queryKey: ["search_history", search],
    queryFn: ({ pageParam }) => callCommand(platform, "search_history", { ...search, offset: pageParam, limit: PAGE }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => {
      const known = pages.reduce((sum, page) => sum + page.records.length, 0);
      return known < total && (pages.at(-1)?.records.length ?? 0) > 0 ? known : null;
    },
    select: ({ pages }) => ({ hits: pages.flatMap(({ records }) => records), total: pages[0]?.total ?? 0 }),
    placeholderData: keepPreviousData,
    // Read anew each time it is opened: while it was closed, more has ended.
    gcTime: 0,
  });
}

/** `value` once it has not changed for a moment. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (Object.is(settled, value)) return undefined;
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value, settled]);
  return settled;
}

import { useInfiniteQuery } from "@tanstack/react-query";

import { callCommand } from "../../ipc/client";
import type { IpcFailure } from "../../ipc/failure";
import type { AuditPage, AuditReq } from "../../ipc/generated";
import { usePlatform } from "../../platform/context";

/** Entries of one page. */
const PAGE = 100;

export type AuditFilter = Pick<AuditReq, "connectionId" | "onlyTrouble">;

/** The audit list, page by page, the newest first. */
export function useAudit(filter: AuditFilter) {
  const platform = usePlatform();
  return useInfiniteQuery<AuditPage, IpcFailure, AuditPage["entries"], readonly unknown[], number | null>({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam }) => callCommand(platform, "audit", { ...filter, before: pageParam, limit: PAGE }),
    initialPageParam: null,
    getNextPageParam: (page) => (page.more ? (page.entries.at(-1)?.number ?? null) : null),
    select: ({ pages }) => pages.flatMap((page) => page.entries),
    // Read anew each time it is opened: while it was closed, more was done.
    gcTime: 0,
  });
}

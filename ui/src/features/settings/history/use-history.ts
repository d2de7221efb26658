import { useMutation, useQueryClient } from "@tanstack/react-query";

import { callCommand, commandKey } from "../../../ipc/client";
import type { IpcFailure } from "../../../ipc/failure";
import type { HistoryUsage } from "../../../ipc/generated";
import { useCommand, useCommandMutation } from "../../../ipc/hooks";
import { usePlatform } from "../../../platform/context";

/** Records that are forgotten with one call. */
const PAGE = 200;

/** How much of the past is kept. */
export function useUsage() {
  return useCommand("history_usage", {});
}

export function useLimit() {
  const changed = useChanged();
  const limit = useCommandMutation("limit_history");
  return { ...limit, apply: (limits: HistoryUsage["limits"]) => limit.mutate(limits, { onSuccess: changed }) };
}

/** Forgets every record, page by page. */
export function useForgetAll() {
  const platform = usePlatform();
  const changed = useChanged();
  return useMutation<HistoryUsage, IpcFailure>({
    mutationKey: ["forget_records", "all"],
    mutationFn: async () => {
      let left = Number.POSITIVE_INFINITY;
      for (;;) {
        const search = { text: "", connectionId: null, name: null, offset: 0, limit: PAGE };
        // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before was taken away
        const page = await callCommand(platform, "search_history", search);
        // Nothing goes any more: then what is left cannot be forgotten.
        if (page.records.length === 0 || page.total >= left) return callCommand(platform, "history_usage", {});
        left = page.total;
        const recordIds = page.records.map(({ record }) => record.id);
        // oxlint-disable-next-line no-await-in-loop -- as above
        await callCommand(platform, "forget_records", { recordIds });
      }
    },
    retry: false,
    onSuccess: changed,
  });
}

/** Whoever shows something of the history reads it anew. */
function useChanged() {
  const cache = useQueryClient();
  return async (usage: HistoryUsage) => {
    cache.setQueryData(commandKey("history_usage", {}), usage);
    await cache.invalidateQueries({ queryKey: ["search_history"] });
  };
}

import { useCallback } from "react";

import type { HistoryRecord } from "../../ipc/generated";
import { useTitleOf } from "../tasks/model/title";

/** What OBDeck calls a task that it started; the server's name for any other. */
export function useRecordName(): (record: HistoryRecord) => string {
  const titleOf = useTitleOf();
  return useCallback(
    ({ kind, subject, clusterName, connectionName, name }) =>
      kind === "opened" || kind === "agentProxy" || kind === "obproxyCluster"
        ? name
        : titleOf({ kind, subject, clusterName: clusterName || connectionName }),
    [titleOf],
  );
}

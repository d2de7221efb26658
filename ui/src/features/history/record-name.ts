import { useCallback } from "react";

import type { HistoryRecord } from "../../ipc/generated";
import { useTitleOf } from "../tasks/model/title";

/** What OBDeck calls a task that it started; the server's name for any other. */
export function useRecordName(): (record: HistoryRecord) => string {
  const titleOf = useTitleOf();
  return useCallback(
    ({ kind, deed, subject, clusterName, connectionName, name }) => {
      // Records that were kept before deeds were do not tell what was done with OBProxy.
      const isVague = (kind === "agentProxy" || kind === "obproxyCluster") && deed === null;
      return kind === "opened" || isVague
        ? name
        : titleOf({ kind, deed, subject, clusterName: clusterName || connectionName });
    },
    [titleOf],
  );
}

import { useCallback } from "react";

import type { TaskRow } from "../../../ipc/generated";
import { useTitleOf } from "../../tasks/model/title";

/** What OBDeck calls a task that it started; the server's name for any other. */
export function useRowName(): (row: TaskRow) => string {
  const titleOf = useTitleOf();
  return useCallback(
    ({ kind, subject, clusterName, connectionName, name }) =>
      kind === null || kind === "opened"
        ? name
        : titleOf({ kind, subject, clusterName: clusterName || connectionName }),
    [titleOf],
  );
}

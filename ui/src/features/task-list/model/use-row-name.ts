import { useCallback } from "react";

import type { TaskRow } from "../../../ipc/generated";
import { useTitleOf } from "../../tasks/model/title";

/** The task that an initialisation is for. What prepares it are tasks of their own, told apart by the server's names. */
const INIT = "Initialize cluster";

/** What OBDeck calls a task that it started; the server's name for any other. */
export function useRowName(): (row: TaskRow) => string {
  const titleOf = useTitleOf();
  return useCallback(
    ({ kind, deed, subject, clusterName, connectionName, name }) =>
      kind === null || kind === "opened" || (kind === "init" && name !== "" && name !== INIT)
        ? name
        : titleOf({ kind, deed, subject, clusterName: clusterName || connectionName }),
    [titleOf],
  );
}

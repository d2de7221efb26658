import { createContext, useContext } from "react";

import type { TaskSystem } from "../../../ipc/generated";

/** Who runs the task that is shown: deep in the rows only words depend on it. */
export const SystemContext = createContext<TaskSystem>("obshell");

export function useSystem(): TaskSystem {
  return useContext(SystemContext);
}

import { useState } from "react";
import { useLocation } from "wouter";

import { callCommand } from "../../ipc/client";
import { toIpcError } from "../../ipc/failure";
import type { OpenedTask } from "../../ipc/generated";
import { usePlatform } from "../../platform/context";
import { type Dropped, type OpenProblem, readDropped } from "./open-file";

/** A file that did not open; no name where the console chose it. */
export type Refused = { name: string | null; problem: OpenProblem };

/** Opens tasks from files and goes to their screens. */
export function useOpenTask() {
  const platform = usePlatform();
  const [, navigate] = useLocation();
  const [reading, setReading] = useState<string | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);

  const opening = async (name: string | null, open: () => Promise<OpenedTask | OpenProblem>): Promise<boolean> => {
    setRefused(null);
    setReading(name);
    try {
      const opened = await open();
      if ("type" in opened) setRefused({ name, problem: opened });
      else if (opened.operationId !== null) navigate(`/operations/${opened.operationId}`);
      return "operationId" in opened && opened.operationId !== null;
    } catch (thrown) {
      setRefused({ name, problem: { type: "refused", error: toIpcError(thrown) } });
      return false;
    } finally {
      setReading(null);
    }
  };

  return {
    /** The name of what is being opened. */
    reading,
    refused,
    dismiss: () => setRefused(null),
    choose: () => opening(null, () => callCommand(platform, "open_saved_task", {})),
    openText: (name: string, text: string) =>
      opening(name, () => callCommand(platform, "open_task_text", { name, text })),
    openFile: (dropped: Dropped) =>
      opening(dropped.file.name, async () => {
        const read = await readDropped(dropped);
        if ("type" in read) return read;
        return callCommand(platform, "open_task_text", { name: dropped.file.name, text: read.text });
      }),
  };
}

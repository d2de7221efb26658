import { useState } from "react";
import { useLocation } from "wouter";

import { callCommand } from "../../ipc/client";
import { toIpcError } from "../../ipc/failure";
import type { OpenedTask } from "../../ipc/generated";
import { usePlatform } from "../../platform/context";
import type { Platform } from "../../platform/platform";
import { type Dropped, type OpenProblem, pasteProblem, readDropped } from "./open-file";

/** A file that did not open; no name where the console chose it. */
export type Refused = { name: string | null; problem: OpenProblem };

/** What is being opened; no name while it is chosen. */
export type Reading = { name: string | null };

/** Windows in which the user chooses a file now: by key and by button, one asks at a time. */
const choosing = new WeakSet<Platform>();

/** Opens tasks from files and goes to their screens. */
export function useOpenTask() {
  const platform = usePlatform();
  const [, navigate] = useLocation();
  const [reading, setReading] = useState<Reading | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);

  const opening = async (name: string | null, open: () => Promise<OpenedTask | OpenProblem>): Promise<boolean> => {
    setRefused(null);
    setReading({ name });
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
  const choose = async (): Promise<void> => {
    if (choosing.has(platform)) return;
    choosing.add(platform);
    await opening(null, () => callCommand(platform, "open_saved_task", {}));
    choosing.delete(platform);
  };

  return {
    reading,
    refused,
    dismiss: () => setRefused(null),
    choose,
    openText: (name: string, text: string) =>
      opening(name, async () => pasteProblem(text) ?? callCommand(platform, "open_task_text", { name, text })),
    openFile: (dropped: Dropped) =>
      opening(dropped.file.name, async () => {
        const read = await readDropped(dropped);
        if ("type" in read) return read;
        return callCommand(platform, "open_task_text", { name: dropped.file.name, text: read.text });
      }),
  };
}

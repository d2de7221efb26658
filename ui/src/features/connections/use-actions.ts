import { useState } from "react";
import { useLocation } from "wouter";

import { callCommand } from "../../ipc/client";
import { toIpcError } from "../../ipc/failure";
import type { Commands, ConnectionPlace, ConnectionView, GuardLevel, IpcError } from "../../ipc/generated";
import { usePlatform } from "../../platform/context";
import { connectionStore } from "./live/store";

/** What was deleted last and can be brought back. */
export type Deleted = { id: string; name: string };

/** What could not be done, and to which connection. */
export type Failed = { id: string | null; command: keyof Commands; problem: IpcError };

/** What a press does at once, without a dialog. The stream tells what became of it; only a failure is told here.
 * `onListed` hears when a connection went (null) or came back. */
export function useActions(onListed: (id: string | null) => void) {
  const platform = usePlatform();
  const [, navigate] = useLocation();
  const [problem, setProblem] = useState<Failed | null>(null);
  const [deleted, setDeleted] = useState<Deleted | null>(null);

  const call = async <C extends keyof Commands>(id: string | null, command: C, request: Commands[C][0]) => {
    setProblem(null);
    try {
      return await callCommand(platform, command, request);
    } catch (thrown) {
      setProblem({ id, command, problem: toIpcError(thrown) });
      return null;
    }
  };
  const begin = async (connectionId: string | null) => {
    const draft = await call(connectionId, "create_draft", { kind: "init", practice: false, connectionId });
    if (draft !== null) navigate(`/wizards/${draft.id}/hosts`);
  };
  return {
    problem,
    deleted,
    begin,
    contact: (id: string) => call(id, "contact_connection", { connectionId: id }),
    leave: (id: string) => call(id, "leave_connection", { connectionId: id }),
    duplicate: (id: string) => call(id, "duplicate_connection", { connectionId: id }),
    raise: (id: string, level: GuardLevel) => call(id, "raise_guard", { connectionId: id, level }),
    setPinned: ({ id, settings }: ConnectionView, pinned: boolean) =>
      call(id, "edit_connection", { connectionId: id, settings: { ...settings, pinned } }),
    remove: async ({ id, settings }: ConnectionView) => {
      const done = await call(id, "delete_connection", { connectionId: id });
      if (done === null) return;
      setDeleted({ id, name: settings.name });
      onListed(null);
    },
    restore: async ({ id }: Deleted) => {
      setDeleted(null);
      const back = await call(null, "restore_connection", { connectionId: id });
      if (back !== null) onListed(id);
    },
    letGo: () => setDeleted(null),
    arrange: async (places: ConnectionPlace[]) => {
      const store = connectionStore(platform);
      store.arranged(places);
      const done = await call(null, "arrange_connections", { places });
      if (done === null) store.again();
    },
  };
}

export type Actions = ReturnType<typeof useActions>;

import { useMutation } from "@tanstack/react-query";

import { callCommand } from "../../../ipc/client";
import type { IpcFailure } from "../../../ipc/failure";
import { usePlatform } from "../../../platform/context";

/** Contacts connections, all at once. What keeps one from answering is told by its source. */
export function useContact() {
  const platform = usePlatform();
  const contact = useMutation<unknown, IpcFailure, readonly string[]>({
    mutationKey: ["contact_connection"],
    mutationFn: async (ids) =>
      Promise.all(ids.map((connectionId) => callCommand(platform, "contact_connection", { connectionId }))),
  });
  return {
    contacting: contact.isPending,
    problem: contact.error?.problem ?? null,
    contact: (ids: readonly string[]) => contact.mutate(ids),
  };
}

import type { IpcError } from "../../../ipc/generated";
import { useCommandMutation } from "../../../ipc/hooks";

/** Takes a connection into use: from then on its agents are asked. */
export function useContact(): { contact: (connectionId: string) => void; failed: IpcError | null } {
  const contact = useCommandMutation("contact_connection");
  return {
    contact: (connectionId) => contact.mutate({ connectionId }),
    failed: contact.error?.problem ?? null,
  };
}

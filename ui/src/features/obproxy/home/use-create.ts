import { useLocation } from "wouter";

import type { IpcError } from "../../../ipc/generated";
import { useCommandMutation } from "../../../ipc/hooks";

type Create = { create: (connectionId: string) => void; problem: IpcError | null; creating: boolean };

/** Makes a draft for a connection, and goes there. */
export function useCreate(): Create {
  const [, navigate] = useLocation();
  const draft = useCommandMutation("create_obproxy_draft");
  return {
    create: (connectionId) => draft.mutate({ connectionId }, { onSuccess: ({ id }) => navigate(`/obproxy/new/${id}`) }),
    problem: draft.error?.problem ?? null,
    creating: draft.isPending,
  };
}

import { useLocation } from "wouter";

import type { DraftKind } from "../../ipc/generated";
import { useCommandMutation } from "../../ipc/hooks";
import type { WizardKind } from "./model/ask";

const KINDS: Record<WizardKind, DraftKind> = { initialize: "init", join: "join", scaleOut: "scaleOut" };

/** Begins a wizard with what the connection knows, and goes there. */
export function useBegin(connectionId: string) {
  const [, navigate] = useLocation();
  const create = useCommandMutation("create_draft");
  return {
    problem: create.error?.problem ?? null,
    begin: (kind: WizardKind) =>
      create.mutate(
        { kind: KINDS[kind], practice: false, connectionId },
        { onSuccess: ({ id }) => navigate(`/wizards/${id}/hosts`) },
      ),
  };
}

import type { WizardDraft } from "../../../ipc/generated";
import { DIRECT } from "../../../shared/reach/words";

export function blankDraft(id: string, now: number, change: Partial<WizardDraft> = {}): WizardDraft {
  return {
    id,
    kind: "init",
    updatedAt: now,
    step: "hosts",
    environment: "dev",
    hosts: [],
    cluster: {
      id: "1",
      name: "",
      rootPassword: null,
      importScript: true,
      createProxyroUser: false,
      proxyroPassword: null,
    },
    parameters: [],
    acceptedWarnings: [],
    operationId: null,
    connectionId: null,
    reach: DIRECT,
    ...change,
  };
}

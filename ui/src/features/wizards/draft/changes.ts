import type { DraftHost, WizardDraft } from "../../../ipc/generated";

export function withHosts(draft: WizardDraft, hosts: DraftHost[]): WizardDraft {
  return { ...draft, hosts };
}

export function withHost(draft: WizardDraft, index: number, change: Partial<DraftHost>): WizardDraft {
  return withHosts(
    draft,
    draft.hosts.map((host, at) => (at === index ? { ...host, ...change } : host)),
  );
}

export function withCluster(draft: WizardDraft, change: Partial<WizardDraft["cluster"]>): WizardDraft {
  return { ...draft, cluster: { ...draft.cluster, ...change } };
}

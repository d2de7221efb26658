import type { DraftHost, WizardDraft } from "../../../ipc/generated";

/** What was agreed to of a host's zone is asked anew once that is another. */
export function withHosts(draft: WizardDraft, hosts: DraftHost[]): WizardDraft {
  const moved = new Set(hosts.flatMap(({ zone }, at) => (zone === draft.hosts[at]?.zone ? [] : [`hosts[${at}].zone`])));
  const acceptedWarnings = draft.acceptedWarnings.filter(({ field }) => field === null || !moved.has(field));
  return { ...draft, hosts, acceptedWarnings };
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

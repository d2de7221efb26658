import type { DraftHost, InitDraft } from "../../../../ipc/generated";

export function withHosts(draft: InitDraft, hosts: DraftHost[]): InitDraft {
  return { ...draft, hosts };
}

export function withHost(draft: InitDraft, index: number, change: Partial<DraftHost>): InitDraft {
  return withHosts(
    draft,
    draft.hosts.map((host, at) => (at === index ? { ...host, ...change } : host)),
  );
}

export function withCluster(draft: InitDraft, change: Partial<InitDraft["cluster"]>): InitDraft {
  return { ...draft, cluster: { ...draft.cluster, ...change } };
}

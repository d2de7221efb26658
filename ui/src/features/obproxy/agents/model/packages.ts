import type { AgentProxy } from "../../../../ipc/generated";

/** A package that some of the agents have. */
export type Offer = { id: string; version: string; release: string; architecture: string; agents: string[] };

/** The packages that were uploaded to these agents from here, the newest version first. */
export function offersOf(proxies: readonly AgentProxy[]): Offer[] {
  const offers = new Map<string, Offer>();
  for (const { agent, package: uploaded } of proxies) {
    if (uploaded === null) continue;
    const { version, release, architecture } = uploaded;
    const id = `${version}-${release}`;
    const offer = offers.get(id);
    if (offer === undefined) offers.set(id, { id, version, release, architecture, agents: [agent] });
    else offer.agents.push(agent);
  }
  return [...offers.values()].toSorted((a, b) => b.id.localeCompare(a.id, "en", { numeric: true }));
}

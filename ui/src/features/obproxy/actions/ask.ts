import type { ObproxyDeed, ObproxyDeedView, ObproxyServer } from "../../../ipc/generated";

/** What the user wants done, before it is filled in. */
export type Ask = {
  deed: ObproxyDeed;
  serverIds?: string[];
  /** Of the OceanBase cluster whose link goes. */
  clusterName?: string;
  parameter?: { name: string; value: string };
};

/** What can be done with servers. */
export const SERVER_DEEDS: ObproxyDeed[] = ["restart", "start", "stop", "upgrade", "removeServers"];

const DESTRUCTIVE: ReadonlySet<ObproxyDeed> = new Set(["delete", "removeServers", "stop", "removeLink", "restart"]);

export function isDestructive(deed: ObproxyDeed): boolean {
  return DESTRUCTIVE.has(deed);
}

/** What can be done with all of these at once: off as soon as it is off for one, with that one's reason. */
export function deedsOfAll(servers: readonly ObproxyServer[]): ObproxyDeedView[] {
  return SERVER_DEEDS.map((deed) => {
    const views = servers.map((server) => server.deeds.find((view) => view.deed === deed));
    const undocumented = views.some((view) => view?.undocumented === true);
    if (views.length === 0) return { deed, off: "noServers", undocumented };
    // A server that is not told what can be done with it is in a state that allows nothing.
    const off = views.map((view) => (view === undefined ? "state" : view.off)).find((reason) => reason !== null);
    return { deed, off: off ?? null, undocumented };
  });
}

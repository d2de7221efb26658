import type { ClusterView, ConnectionView } from "../../../ipc/generated";
import { freshHost, freshView, host, view, zone } from "./build";

/** What a connection alone tells of its cluster, for those that no scenario describes. */
export function fromConnection(connection: ConnectionView): ClusterView {
  const { id, facts, agents, state, settings } = connection;
  const at = state.answeredAt;
  if (facts === null) {
    return {
      ...view(id, 0, { actions: [], tenants: [] }),
      readAt: null,
      obVersion: "",
      obshellVersion: "",
      clusterId: "",
    };
  }
  const fresh = facts.clusterId === "";
  const names = [...new Set(agents.map((agent) => agent.zone))];
  const zones = names.map((name) =>
    zone(
      name,
      agents
        .filter((agent) => agent.zone === name)
        .map(({ address, identity, state: agent }) => {
          const ip = address.slice(0, address.lastIndexOf(":"));
          const known = { agent, stale: state.stale };
          return fresh ? freshHost(ip, name, identity, known) : host(ip, name, known);
        }),
      fresh ? { word: "", region: "", actions: [] } : {},
    ),
  );
  const base = fresh ? freshView(id, at ?? 0, zones) : view(id, at ?? 0, { zones });
  return { ...base, name: settings.name, tasks: connection.tasks, readAt: at };
}

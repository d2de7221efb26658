import type { ConnectionView } from "../../../ipc/generated";

/** `key` is the group's name; empty for those in none. */
export type TreeGroup = { key: string; connections: ConnectionView[] };

/** What has an overview, group by group in the order of the list, as far as it contains every word of `text`. */
export function groupClusters(connections: ConnectionView[], text: string): TreeGroup[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, TreeGroup>();
  for (const connection of connections) {
    const { kind, group: key } = connection.settings;
    if (kind === "ocp" || !words.every((word) => textOf(connection).includes(word))) continue;
    const group = groups.get(key) ?? { key, connections: [] };
    group.connections.push(connection);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function textOf({ settings, agents }: ConnectionView): string {
  return [settings.name, settings.group, ...settings.addresses, ...agents.map(({ address }) => address)]
    .join("\n")
    .toLowerCase();
}

import type { ConnectionsEvent, ConnectionView } from "../../../ipc/generated";
import type { FakeWorld } from "../../../platform/fake/world";

/** All of them at first, then what changed. */
export function watchConnections(world: FakeWorld, emit: (event: ConnectionsEvent) => void): () => void {
  let sent = new Map<string, string>();
  let order: string[] = [];
  const tell = (first: "first" | "later") => {
    const ids = world.connections.map(({ id }) => id);
    const now = new Map(world.connections.map((connection) => [connection.id, JSON.stringify(connection)]));
    const changed = world.connections.filter(({ id }) => now.get(id) !== sent.get(id));
    const moved = first === "first" || ids.join() !== order.join();
    sent = now;
    order = ids;
    if (changed.length > 0 || moved) emit({ order: moved ? ids : null, connections: structuredClone(changed) });
  };
  const listen = () => tell("later");
  tell("first");
  world.connectionWatchers.add(listen);
  return () => world.connectionWatchers.delete(listen);
}

/** Changes one connection of the world and tells whoever watches. */
export function changeConnection(
  world: FakeWorld,
  id: string,
  change: (connection: ConnectionView) => ConnectionView,
): void {
  world.connections = world.connections.map((connection) => (connection.id === id ? change(connection) : connection));
  tellWatchers(world);
}

export function tellWatchers(world: FakeWorld): void {
  for (const tell of world.connectionWatchers) tell();
}

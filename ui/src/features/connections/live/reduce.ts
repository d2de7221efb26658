import type { ConnectionPlace, ConnectionsEvent, ConnectionView, IpcError } from "../../../ipc/generated";

export type ConnectionsState = {
  /** In display order; null until the first event. */
  connections: ConnectionView[] | null;
  /** Why nothing more is heard. */
  problem: IpcError | null;
};

/** What the store is told besides the stream's events. */
export type Told =
  | { type: "event"; event: ConnectionsEvent }
  | { type: "lost"; problem: IpcError }
  /** The user moved connections: shown at once, the stream confirms it. */
  | { type: "arranged"; places: ConnectionPlace[] };

export const NOTHING_YET: ConnectionsState = { connections: null, problem: null };

/** A connection that did not change stays the same object, so that its row is not drawn again. */
export function reduceConnections(state: ConnectionsState, told: Told): ConnectionsState {
  switch (told.type) {
    case "lost":
      return { ...state, problem: told.problem };
    case "event":
      return merge(state, told.event);
    case "arranged":
      return arrange(state, told.places);
  }
}

function merge(state: ConnectionsState, { order, connections }: ConnectionsEvent): ConnectionsState {
  const byId = new Map((state.connections ?? []).map((connection) => [connection.id, connection]));
  const before = [...byId.keys()];
  for (const connection of connections) {
    const known = byId.get(connection.id);
    if (known === undefined || !same(known, connection)) byId.set(connection.id, connection);
  }
  const ids = order ?? [...before, ...connections.map(({ id }) => id).filter((id) => !before.includes(id))];
  const next = ids.flatMap((id) => byId.get(id) ?? []);
  const unchanged =
    state.connections !== null &&
    next.length === state.connections.length &&
    next.every((connection, index) => connection === state.connections?.[index]);
  return unchanged && state.problem === null ? state : { connections: next, problem: null };
}

function arrange(state: ConnectionsState, places: ConnectionPlace[]): ConnectionsState {
  const byId = new Map((state.connections ?? []).map((connection) => [connection.id, connection]));
  const next = places.flatMap(({ id, group }) => {
    const connection = byId.get(id);
    if (connection === undefined) return [];
    if (connection.settings.group === group) return connection;
    return { ...connection, settings: { ...connection.settings, group } };
  });
  return { ...state, connections: next };
}

function same(a: ConnectionView, b: ConnectionView): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

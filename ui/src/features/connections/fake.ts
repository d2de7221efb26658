import type { FakePart } from "../../platform/fake/part";
import { draftSummary, failure, type FakeWorld } from "../../platform/fake/world";
import type { ConnectionView } from "../../ipc/generated";
import { agent, answering } from "./fakes/connections";
import { probe, WRONG_LENGTH } from "./fakes/probes";
import { changeConnection, tellWatchers, watchConnections } from "./fakes/watch";
import { usualGuard } from "./model/guard";

export const fake: FakePart = (world) => {
  const deleted = new Map<string, { connection: ConnectionView; at: number }>();
  const find = (id: string) => {
    const found = world.connections.find((connection) => connection.id === id);
    // oxlint-disable-next-line typescript/only-throw-error -- the window rejects with the plain DTO
    if (found === undefined) throw failure("notFound", `no connection ${id}`);
    return found;
  };
  const insert = (connection: ConnectionView, at = world.connections.length) => {
    world.connections = world.connections.toSpliced(at, 0, connection);
    tellWatchers(world);
    return connection;
  };
  return {
    commands: {
      home: () => ({ drafts: [...world.drafts.values()].map(draftSummary), operations: world.operations }),
      forget_operation: ({ operationId }) => {
        world.operations = world.operations.filter((operation) => operation.id !== operationId);
        return {};
      },
      connections: () => ({ connections: world.connections }),
      probe_connection: (request) => probe(world, request),
      add_connection: ({ settings, guard }) => {
        if (world.connections.some((other) => other.settings.name === settings.name)) {
          // oxlint-disable-next-line typescript/only-throw-error -- as above
          throw failure("invalid", `another connection is called ${settings.name}`, { detail: "name" });
        }
        const level = guard ?? usualGuard(settings.environment);
        return insert({
          id: `c-new-${world.nextId++}`,
          settings,
          guard: { level, base: level, lowered: null },
          state: {
            kind: "notContacted",
            live: false,
            stale: false,
            answeredAt: null,
            problem: null,
            password: null,
          },
          facts: null,
          agents: settings.addresses.map((address) => agent(address)),
          tasks: [],
        });
      },
      edit_connection: ({ connectionId, settings }) => {
        const other = JSON.stringify(find(connectionId).settings.reach) !== JSON.stringify(settings.reach);
        changeConnection(world, connectionId, (before) => ({
          ...before,
          settings,
          agents: before.agents.map((one) => (other ? { ...one, certificate: null } : one)),
        }));
        if (other && find(connectionId).state.live) contact(world, connectionId);
        return find(connectionId);
      },
      duplicate_connection: ({ connectionId }) => {
        const original = find(connectionId);
        const settings = { ...original.settings, name: `${original.settings.name} 2`, pinned: false };
        const at = world.connections.indexOf(original) + 1;
        return insert({ ...original, id: `c-new-${world.nextId++}`, settings }, at);
      },
      delete_connection: ({ connectionId }) => {
        const connection = find(connectionId);
        deleted.set(connectionId, { connection, at: world.connections.indexOf(connection) });
        world.connections = world.connections.filter(({ id }) => id !== connectionId);
        tellWatchers(world);
        return { until: world.now() + 300_000 };
      },
      restore_connection: ({ connectionId }) => {
        const was = deleted.get(connectionId);
        // oxlint-disable-next-line typescript/only-throw-error -- as above
        if (was === undefined) throw failure("notFound", "it is gone for good");
        return insert(was.connection, was.at);
      },
      arrange_connections: ({ places }) => {
        world.connections = places.map(({ id, group }) => {
          const connection = find(id);
          return { ...connection, settings: { ...connection.settings, group } };
        });
        tellWatchers(world);
        return {};
      },
      contact_connection: ({ connectionId }) => {
        contact(world, connectionId);
        return {};
      },
      leave_connection: ({ connectionId }) => {
        changeConnection(world, connectionId, (before) => ({
          ...before,
          state: { ...before.state, live: false, stale: before.state.answeredAt !== null },
        }));
        return {};
      },
      replace_password: ({ connectionId, kind, secretId, user }) => {
        const secret = { id: secretId, weak: false };
        const wrong = world.secrets.get(secretId) === WRONG_LENGTH;
        changeConnection(world, connectionId, (before) => ({
          ...before,
          settings: {
            ...before.settings,
            passwords: { ...before.settings.passwords, [kind]: secret, ...(user === null ? {} : { ocpUser: user }) },
          },
          state: { ...before.state, kind: wrong ? "passwordWrong" : "contacting", password: kind, live: !wrong },
        }));
        if (!wrong) contact(world, connectionId);
        return {};
      },
      trust_certificate: ({ connectionId }) => {
        if (find(connectionId).settings.reach.tls.type !== "pinned") {
          // oxlint-disable-next-line typescript/only-throw-error -- as above
          throw failure("invalid", "the connection does not trust certificates one by one");
        }
        changeConnection(world, connectionId, (before) => ({
          ...before,
          agents: before.agents.map((one) => ({ ...one, certificate: null })),
        }));
        contact(world, connectionId);
        return {};
      },
    },
    also: {
      trust_key: ({ address }) => {
        world.connections = world.connections.map((connection) => trusting(connection, address, world.now()));
        tellWatchers(world);
      },
    },
    streams: { watch_connections: (_, emit) => watchConnections(world, emit) },
  };
};

/** The first answer comes after `delay`, at once in tests. */
function contact(world: FakeWorld, id: string): void {
  const answer = () => changeConnection(world, id, (before) => answering(before, world.now()));
  changeConnection(world, id, (before) => ({ ...before, state: { ...before.state, kind: "contacting", live: true } }));
  if (world.delayMs > 0) setTimeout(answer, world.delayMs);
  else answer();
}

function trusting(connection: ConnectionView, address: string, now: number): ConnectionView {
  if (!connection.agents.some((one) => one.address === address && one.keyChange !== null)) return connection;
  const agents = connection.agents.map((one) => (one.address === address ? { ...one, keyChange: null } : one));
  const stopped = connection.state.kind === "keyChanged";
  return stopped ? answering({ ...connection, agents }, now) : { ...connection, agents };
}

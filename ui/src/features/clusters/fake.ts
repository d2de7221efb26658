import type { ClusterView } from "../../ipc/generated";
import type { FakePart } from "../../platform/fake/part";
import { failure } from "../../platform/fake/world";
import { authorise } from "../audit/fakes/guards";
import { answering } from "../connections/fakes/connections";
import { changeConnection } from "../connections/fakes/watch";
import { canContact, isStopped } from "../connections/model/state";
import { fromConnection } from "./fakes/from-connection";
import { impactOf } from "./fakes/impact";
import { changeCluster, clustersOf } from "./fakes/state";

/** Clusters in memory. Those that no scenario describes are made from what their connection says. */
export const fake: FakePart = (world) => {
  const clusters = clustersOf(world);
  const find = (id: string): ClusterView => {
    const connection = world.connections.find((one) => one.id === id);
    // oxlint-disable-next-line typescript/only-throw-error -- the window rejects with the plain DTO
    if (connection === undefined) throw failure("notFound", `no connection ${id}`);
    return { ...(clusters.views.get(id) ?? fromConnection(connection)), state: connection.state };
  };
  return {
    commands: {
      node_impact: ({ connectionId, action }) => impactOf(find(connectionId), action, clusters.findings),
      start_node_action: ({ connectionId, consent }) => {
        const { name } = find(connectionId);
        authorise(world, { connectionId, name, environment: "prod" }, consent);
        return { operationId: "running" };
      },
      open_task: ({ connectionId, taskId }) => {
        const { tasks, recent, lock } = find(connectionId);
        const task = [...tasks, ...recent, lock?.task].find((one) => one?.id === taskId);
        const kind = task?.state.kind;
        return { operationId: kind === "failed" || kind === "running" ? kind : "succeeded" };
      },
    },
    also: {
      contact_connection: ({ connectionId }) =>
        changeCluster(world, connectionId, (before) => ({ ...before, readAt: world.now() })),
    },
    streams: {
      watch_cluster: ({ connectionId }, emit) => {
        const tell = () => {
          if (world.connections.some(({ id }) => id === connectionId)) {
            emit({ cluster: structuredClone(find(connectionId)) });
          }
        };
        tell();
        const opened = world.connections.find(({ id }) => id === connectionId);
        if (opened !== undefined && canContact(opened) && !isStopped(opened)) {
          changeConnection(world, connectionId, (before) => answering(before, world.now()));
          tell();
        }
        clusters.watchers.add(tell);
        world.connectionWatchers.add(tell);
        return () => {
          clusters.watchers.delete(tell);
          world.connectionWatchers.delete(tell);
        };
      },
    },
  };
};

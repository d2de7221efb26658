import type { TaskRow, TaskSource } from "../../ipc/generated";
import type { FakePart } from "../../platform/fake/part";
import type { FakeWorld } from "../../platform/fake/world";
import { taskRow } from "./fakes/rows";
import { changeTasks, tasksOf, watchTasks } from "./fakes/state";

/** Tasks in memory. Where no scenario has any, those that the connections tell of. */
export const fake: FakePart = (world) => ({
  also: {
    contact_connection: ({ connectionId }) => {
      const sources = tasksOf(world).sources.map((one) =>
        one.connectionId === connectionId ? { ...one, live: true, readAt: world.now(), problem: null } : one,
      );
      changeTasks(world, { sources });
    },
    forget_records: ({ recordIds }) => {
      const held = (tasksOf(world).rows ?? []).filter(
        ({ recordId }) => recordId !== null && recordIds.includes(recordId),
      );
      const gone = held.filter(({ onServer }) => !onServer).map(({ key }) => key);
      changeTasks(world, { rows: held.map((row) => ({ ...row, recordId: null })), gone });
    },
  },
  streams: {
    watch_tasks: (_, emit) => {
      const tasks = tasksOf(world);
      if (tasks.rows?.length === 0 && tasks.sources.length === 0) {
        tasks.rows = rowsOf(world);
        tasks.sources = sourcesOf(world);
      }
      return watchTasks(world, emit);
    },
  },
});

function rowsOf(world: FakeWorld): TaskRow[] {
  return world.connections.flatMap(({ id, settings, tasks }) =>
    tasks.map((note) =>
      taskRow(`${id} ${note.id}`, note.state.kind, {
        ...note,
        taskId: note.id,
        system: settings.kind === "ocp" ? "ocp" : "obshell",
        place: { type: settings.kind === "ocp" ? "ocp" : "cluster" },
        connectionId: id,
        connectionName: settings.name,
        clusterName: settings.name,
        environment: settings.environment,
      }),
    ),
  );
}

function sourcesOf(world: FakeWorld): TaskSource[] {
  return world.connections.map(({ id, settings, state }) => ({
    connectionId: id,
    name: settings.name,
    system: settings.kind === "ocp" ? "ocp" : "obshell",
    live: state.live,
    readAt: state.answeredAt,
    problem: state.problem,
  }));
}

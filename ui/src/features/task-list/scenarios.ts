import { failure, type FakeWorld } from "../../platform/fake/world";
import { busy } from "../connections/fakes/busy";
import { manyRows, manySources } from "./fakes/many";
import { source, typicalRows, typicalSources } from "./fakes/rows";
import { tasksOf } from "./fakes/state";

/** Worlds to look at in a browser: `?scenario=tasks#/tasks`. */
export const scenarios: Record<string, (world: FakeWorld) => void> = {
  tasks: (world) => {
    busy(world);
    const now = world.now();
    Object.assign(tasksOf(world), { rows: typicalRows(now), sources: typicalSources(now) });
  },
  "tasks-waiting": (world) => void Object.assign(tasksOf(world), { rows: null }),
  "tasks-untouched": (world) =>
    void Object.assign(tasksOf(world), {
      sources: [source("ob_trade", { live: false }), source("ocp-main", { live: false })],
    }),
  "tasks-silent": (world) => {
    const problem = failure("keyChanged", "10.10.20.1:2886 offers another key");
    const now = world.now();
    Object.assign(tasksOf(world), {
      rows: typicalRows(now).filter(({ connectionId }) => connectionId === "c-ob_trade"),
      sources: [source("ob_trade", { live: false, readAt: now - 3_600_000, problem })],
    });
  },
  "tasks-running": (world) => many(world, 1200, 1000, 1000),
  "tasks-huge": (world) => many(world, 10_000, 60, 1000),
};

function many(world: FakeWorld, count: number, running: number, pace: number): void {
  const now = world.now();
  Object.assign(tasksOf(world), { rows: manyRows(count, running, now), sources: manySources(now), pace });
}

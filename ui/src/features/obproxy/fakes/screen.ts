import { emptyWorld, type FakeWorld } from "../../../platform/fake/world";
import { scenarios } from "../scenarios";

/** A world for tests, as a scenario makes it. */
export function obproxyWorld(scenario = "obproxy"): FakeWorld {
  const world = emptyWorld(scenario);
  scenarios[scenario]?.(world);
  return world;
}

/** The requests of a command, the first one first. */
export function asked(world: FakeWorld, command: string): unknown[] {
  return world.calls.filter((call) => call.command === command).map(({ request }) => request);
}

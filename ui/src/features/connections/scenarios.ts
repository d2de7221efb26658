import type { FakeWorld } from "../../platform/fake/world";
import { busy } from "./fakes/busy";
import { connection, hosts } from "./fakes/connections";
import { names } from "./fakes/names";
import { troubled } from "./fakes/troubled";

/** Worlds to look at in a browser: `?scenario=busy`. */
export const scenarios: Record<string, (world: FakeWorld) => void> = {
  busy,
  troubled,
  names,
  huge: (world) => huge(world, 1000),
  locked: (world) => {
    busy(world);
    world.vault = { protection: "locked", reason: null, setAside: null };
    world.connections = world.connections.map((one, index) =>
      index === 0 ? { ...one, state: { ...one.state, kind: "vaultLocked", live: false, stale: true } } : one,
    );
  },
  memory: (world) => {
    busy(world);
    world.vault = {
      protection: "memoryOnly",
      reason: "org.freedesktop.secrets is not provided by any service",
      setAside: null,
    };
    world.setAside = "/home/dba/.local/share/obdeck/obdeck.db.bad-20261120-164701";
  },
};

/** `count` connections in groups of fifty. */
function huge(world: FakeWorld, count: number): void {
  busy(world);
  const settled = world.connections.slice(0, 7);
  world.connections = Array.from({ length: count }, (_, index) => {
    const like = settled[index % settled.length];
    const environment = (["prod", "stage", "dev"] as const)[index % 3] ?? "dev";
    const name = `ob_${String(index + 1).padStart(4, "0")}`;
    const base = connection(name, environment, hosts(`10.${Math.floor(index / 250)}.${index % 250}`, 1 + (index % 9)));
    const group = `Group ${Math.floor(index / 50) + 1}`;
    return {
      ...base,
      facts: like?.facts ?? null,
      state: like?.state ?? base.state,
      tasks: like?.tasks ?? [],
      settings: { ...base.settings, group },
    };
  });
  world.operations = [];
  world.drafts.clear();
}

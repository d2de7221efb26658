import type { ClusterView, ConnectionView } from "../../ipc/generated";
import { failure, type FakeWorld } from "../../platform/fake/world";
import { busy } from "../connections/fakes/busy";
import { answering, connection, hosts } from "../connections/fakes/connections";
import { nine } from "./fakes/nine";
import { joined, lockedByNobody, lockedByRunning, many, one, partlyDown, single } from "./fakes/shapes";
import { clustersOf } from "./fakes/state";

const MINUTE = 60_000;

/** Worlds to look at in a browser: `?scenario=clusters#/clusters/c-ob_trade`, and the other ids below. */
export const scenarios: Record<string, (world: FakeWorld) => void> = {
  clusters: (world) => {
    busy(world);
    const now = world.now();
    const add = (made: ConnectionView, cluster: ClusterView) => {
      world.connections = [...world.connections, made];
      clustersOf(world).views.set(made.id, cluster);
    };
    clustersOf(world).views.set("c-ob_trade", nine("c-ob_trade", now - 3000));
    clustersOf(world).views.set("c-ob_order", partlyDown("c-ob_order", now - 2000));
    const shapes = { group: "Shapes" };
    const made = (name: string, prefix: string, count: number) =>
      answering(connection(name, "dev", hosts(prefix, count), { settings: shapes }), now);
    add(made("ob_one", "10.30.10", 1), one("c-ob_one", now));
    add(made("ob_thirty", "10.20.7", 30), many("c-ob_thirty", now, 30));
    add(made("ob_many", "10.20.7", 120), many("c-ob_many", now, 120));
    add(made("ob_held", "10.20.7", 3), lockedByNobody("c-ob_held", now));
    add(made("ob_growing", "10.20.7", 3), lockedByRunning("c-ob_growing", now));
    const fresh = { settings: { ...shapes, kind: "agent" as const } };
    add(answering(connection("ob_joined", "stage", hosts("10.20.30", 3), fresh), now), joined("c-ob_joined", now));
    add(answering(connection("ob_single", "stage", hosts("10.20.40", 1), fresh), now), single("c-ob_single", now));
    for (const { kind, name, change } of TROUBLES) {
      const base = made(name, "10.20.50", 3);
      const at = now - 12 * MINUTE;
      const state = { ...base.state, kind, stale: true, answeredAt: at, ...change };
      add({ ...base, state }, many(`c-${name}`, at, 3));
    }
  },
};

type Trouble = { kind: ConnectionView["state"]["kind"]; name: string; change: Partial<ConnectionView["state"]> };

const TROUBLES: Trouble[] = [
  { kind: "passwordWrong", name: "ob_wrong", change: { live: false, password: "root" } },
  {
    kind: "unreachable",
    name: "ob_silent",
    change: { live: true, problem: failure("unreachable", "3 agents, none answers") },
  },
  { kind: "available", name: "ob_old", change: { live: true } },
];

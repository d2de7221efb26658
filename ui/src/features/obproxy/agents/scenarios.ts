import type { AgentProxy, ConnectionView } from "../../../ipc/generated";
import { failure, type FakeWorld } from "../../../platform/fake/world";
import { nine } from "../../clusters/fakes/nine";
import { clustersOf } from "../../clusters/fakes/state";
import { answering, connection, hosts, task } from "../../connections/fakes/connections";
import { blankForm } from "./fakes/blank-form";
import { agentProxy, barred, knownProxy, managing } from "./fakes/fleet";
import { proxiesOf } from "./fakes/state";

const MINUTE = 60_000;

/** Worlds to look at in a browser: `?scenario=proxies#/obproxy`. */
export const scenarios: Record<string, (world: FakeWorld) => void> = {
  proxies,
  /** Connections of agents, none in use. */
  "proxies-quiet": (world) => {
    world.connections = [trade(world), orders(world)].map((one) => ({
      ...one,
      state: { ...one.state, kind: "notContacted", live: false },
    }));
  },
  /** Agents that manage nothing. */
  "proxies-none": (world) => {
    const now = world.now();
    add(
      world,
      orders(world),
      hosts("10.20.30", 3).map((agent) => agentProxy(agent, now)),
    );
  },
  "proxies-failing": (world) => {
    proxies(world);
    world.failing.set("agent_proxies", failure("unreachable", "3 agents, none answers", { retryable: true }));
  },
  /** A wizard half way, with a warning and something that blocks. */
  "proxies-draft": (world) => {
    proxies(world);
    const id = "proxies-draft";
    const own = { homePath: "", sqlPort: "", exporterPort: "", rpcPort: "" };
    proxiesOf(world).drafts.set(id, {
      id,
      connectionId: "c-ob_trade",
      updatedAt: world.now() - 4000,
      step: "review",
      form: {
        type: "agents",
        ...blankForm([]),
        agents: [
          { ...own, agent: "10.10.20.5:2886" },
          { ...own, agent: "10.10.20.6:2886", homePath: "/data/obproxy", sqlPort: "3883" },
          { ...own, agent: "10.10.20.9:2886" },
        ],
        name: "trade_proxy",
        homePath: "/home/admin/obproxy",
        source: { type: "rsList", servers: ["10.10.20.1:2881", "10.10.20.4:2881", "10.10.20.7:2881"] },
        proxysysPassword: { id: "secret-proxysys", weak: false },
        parameters: [
          { name: "skip_proxy_sys_private_check", value: "true" },
          { name: "proxy_mem_limited", value: "" },
        ],
      },
      accepted: [],
      operationId: null,
    });
  },
  "proxies-sixty": (world) => {
    const now = world.now();
    const all = hosts("10.20.7", 60).map((agent, index) =>
      index % 4 === 3 ? agentProxy(agent, now, { zone: `zone${(index % 3) + 1}` }) : known(agent, now, index),
    );
    add(world, answering(connection("ob_many", "prod", hosts("10.20.7", 60)), now), all);
  },
};

/** Every state that an agent can be in, over two connections; a third is not in use. */
function proxies(world: FakeWorld): void {
  const now = world.now();
  const [a, b, c, d, e, f, g, h, i] = hosts("10.10.20", 9) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const zoned = (agent: AgentProxy, zone: string): AgentProxy => ({ ...agent, zone });
  const uploaded = {
    name: "obproxy-ce",
    version: "4.3.2.0",
    release: "26.el7",
    architecture: "x86_64",
    uploadedAt: now - 40 * MINUTE,
  };
  add(world, trade(world), [
    zoned(managing(a, now, { package: uploaded, known: knownProxy(a, now, { version: "4.3.2.0" }) }), "zone1"),
    zoned(
      managing(b, now, {
        task: task("Upgrade obproxy", "running", { done: 7, total: 10, startedAt: now - 2 * MINUTE }),
        deeds: managing(b, now).deeds.map((deed) => ({ ...deed, off: deed.off ?? "busy" })),
        package: uploaded,
      }),
      "zone2",
    ),
    zoned(
      managing(c, now, {
        task: task("Stop obproxy", "failed", { done: 1, total: 2, endedAt: now - 21 * MINUTE }),
      }),
      "zone3",
    ),
    zoned(managing(d, now, { known: null }), "zone1"),
    zoned(agentProxy(e, now), "zone2"),
    zoned(agentProxy(f, now, { package: uploaded }), "zone3"),
    zoned(barred(g, now, "version", { managed: false, obshellVersion: "4.2.5.2-12024112215" }), "zone1"),
    zoned(barred(h, now, "agentPassword", { managed: false }), "zone2"),
    zoned(barred(i, now, "silent", { askedAt: now - 12 * MINUTE }), "zone3"),
  ]);
  add(
    world,
    orders(world),
    hosts("10.20.30", 3).map((agent) => agentProxy(agent, now)),
  );
  const report = connection("ob_report", "stage", hosts("10.20.60", 3));
  world.connections = [...world.connections, report];
  clustersOf(world).views.set("c-ob_trade", nine("c-ob_trade", now - 3000));
}

function known(agent: string, now: number, index: number): AgentProxy {
  const kind = index % 20 === 6 ? "failed" : "succeeded";
  return managing(agent, now, {
    zone: `zone${(index % 3) + 1}`,
    known: knownProxy(agent, now, { name: "pay_proxy", version: index % 2 === 0 ? "4.3.2.0" : "4.2.3.0" }),
    task: task("Start obproxy", kind, { done: 2, total: 2, endedAt: now - index * MINUTE }),
  });
}

function trade(world: FakeWorld): ConnectionView {
  return answering(connection("ob_trade", "prod", hosts("10.10.20", 9)), world.now());
}

function orders(world: FakeWorld): ConnectionView {
  return answering(
    connection("ob_order_stage", "stage", hosts("10.20.30", 3), { settings: { kind: "agent" } }),
    world.now(),
  );
}

function add(world: FakeWorld, made: ConnectionView, fleet: AgentProxy[]): void {
  world.connections = [...world.connections, made];
  proxiesOf(world).fleets.set(made.id, fleet);
}

import type { ObproxyDraft, ObproxyStep, OcpObproxyForm } from "../../ipc/generated";
import { failure, type FakeWorld } from "../../platform/fake/world";
import { answering, connection } from "../connections/fakes/connections";
import { blankDraft } from "./fake";
import { cluster, PARAMETERS, server } from "./fakes/clusters";
import { host, HOSTS, OB_CLUSTERS, PACKAGES } from "./fakes/hosts";
import { emptyOcp, type FakeOcp, obproxyOf } from "./fakes/state";

/** Worlds to look at in a browser: `?scenario=obproxy#/obproxy`, `…#/obproxy/new/lab/hosts`. */
export const scenarios: Record<string, (world: FakeWorld) => void> = {
  obproxy: busyObproxy,
  "obproxy-empty": (world) => addOcp(world, emptyOcp({ hosts: HOSTS, packages: PACKAGES })),
  "obproxy-failing": (world) => {
    busyObproxy(world);
    const ocp = obproxyOf(world).ocps.get("c-ocp-lab");
    if (ocp !== undefined) ocp.problem = failure("unreachable", "connection refused", { retryable: true });
  },
  "obproxy-rights": (world) => {
    busyObproxy(world);
    world.failing.set(
      "obproxy_clusters",
      failure("rejected", "The account lacks a right: OBPROXY_MANAGER", { agentCode: "IAM11000", traceId: "a1b2" }),
    );
  },
  "obproxy-huge": (world) => {
    const hosts = Array.from({ length: 2500 }, (_, index) =>
      host(
        `${index}`,
        `proxy-${String(index + 1).padStart(4, "0")}`,
        `10.${60 + Math.floor(index / 250)}.${index % 250}.10`,
        `sh-${(index % 9) + 1}`,
        index % 13 === 5 ? { status: "offline" } : index % 17 === 3 ? { architecture: "aarch64" } : {},
      ),
    );
    busyObproxy(world);
    const ocp = obproxyOf(world).ocps.get("c-ocp-lab");
    if (ocp !== undefined) ocp.hosts = hosts;
    ocp?.clusters.push(
      cluster(
        world,
        "99",
        "wide_proxy",
        Array.from({ length: 120 }, (_, index) => server(`w${index}`, `10.90.1.${index + 1}`, `sh-${(index % 4) + 1}`)),
      ),
    );
  },
};

/** An OCP with three clusters of OBProxy and the hosts, packages and clusters that the wizard chooses from. */
export function busyObproxy(world: FakeWorld): void {
  const now = world.now();
  addOcp(
    world,
    emptyOcp({
      hosts: HOSTS,
      packages: PACKAGES,
      obClusters: OB_CLUSTERS,
      parameters: PARAMETERS,
      clusters: [
        cluster(world, "1", "trade_old", [
          server("101", "10.10.41.11", "sh-1", { lastActiveAt: now - 4000 }),
          server("102", "10.10.41.12", "sh-2", { lastActiveAt: now - 3000, isBehind: true }),
          server("103", "10.10.41.13", "hz-1", { isRunning: false, lastActiveAt: now - 7_200_000 }),
          server("104", "10.10.41.14", "hz-1", { status: "UPGRADING", isBusy: true, lastActiveAt: now - 9000 }),
        ]),
        cluster(
          world,
          "2",
          "report_proxy",
          [server("201", "10.10.42.21", "sh-1", { version: "4.3.2.0-26", lastActiveAt: now - 2000 })],
          { summary: { workMode: "RS_LIST" } },
        ),
        cluster(world, "3", "spare", [], { links: [], summary: { address: "", port: null, status: "" } }),
      ],
    }),
  );
  const prod = connection("ocp-main", "prod", ["https://ocp.corp.example:8080"], {
    settings: { kind: "ocp", group: "Platform" },
  });
  world.connections.push(prod);
  obproxyOf(world).ocps.set(prod.id, emptyOcp());
  addDraft(world, "lab", "hosts", {});
  addDraft(world, "wrong", "hosts", { exporterPort: "2883" });
  addDraft(world, "ready", "review", {
    links: [{ clusterName: "ob_trade", clusterId: "11", obClusterId: "3", username: "proxyro" }],
    parameters: [{ name: "proxy_mem_limited", value: "8GB" }],
  });
  addDraft(world, "rs", "clusters", { workMode: "rsList" });
}

function addOcp(world: FakeWorld, ocp: FakeOcp): void {
  const base = connection("ocp-lab", "dev", ["http://10.10.1.5:8080"], { settings: { kind: "ocp" } });
  const lab = answering(base, world.now(), { obVersion: "4.2.2" });
  world.connections.push(lab);
  obproxyOf(world).ocps.set(lab.id, ocp);
}

/** A draft like that of the design: two hosts in Shanghai. */
export function addDraft(
  world: FakeWorld,
  id: string,
  step: ObproxyStep,
  change: Partial<OcpObproxyForm>,
  connectionId = "c-ocp-lab",
): ObproxyDraft {
  const blank = blankDraft(id, connectionId, world.now() - 2000);
  if (blank.form.type !== "ocp") return blank;
  const draft: ObproxyDraft = {
    ...blank,
    step,
    form: {
      ...blank.form,
      name: "trade_proxy",
      address: "trade.proxy.lab",
      hostIds: ["21", "22"],
      package: "obproxy-4.3.2.0-26.el7.x86_64.rpm",
      ...change,
    },
  };
  obproxyOf(world).drafts.set(id, draft);
  return draft;
}

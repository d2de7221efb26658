import type {
  ObproxyCluster,
  ObproxyDeed,
  ObproxyDeedView,
  ObproxyOff,
  ObproxyParameter,
  ObproxyServer,
} from "../../../ipc/generated";
import type { FakeWorld } from "../../../platform/fake/world";
import { CATALOGUE } from "./catalogue";

type Off = Partial<Record<ObproxyDeed, ObproxyOff>>;

function deeds(list: ObproxyDeed[], off: Off = {}): ObproxyDeedView[] {
  return list.map((deed) => ({
    deed,
    off: off[deed] ?? null,
    undocumented: deed === "start" || deed === "setParameters",
  }));
}

export function server(id: string, ip: string, idc: string, change: Partial<ObproxyServer> = {}): ObproxyServer {
  const isRunning = change.isRunning ?? true;
  const off: Off = isRunning ? { start: "state" } : { stop: "state", restart: "state", upgrade: "state" };
  return {
    id,
    hostId: `h-${ip}`,
    ip,
    idc,
    sqlPort: 2883,
    exporterPort: 2884,
    version: "4.2.3.0-3",
    architecture: "x86_64",
    status: isRunning ? "RUNNING" : "STOPPED",
    isRunning,
    isBusy: false,
    lastActiveAt: null,
    isBehind: false,
    deeds: deeds(["restart", "start", "stop", "upgrade", "removeServers"], off),
    ...change,
  };
}

export function cluster(
  world: FakeWorld,
  id: string,
  name: string,
  servers: ObproxyServer[],
  change: Partial<Omit<ObproxyCluster, "summary">> & { summary?: Partial<ObproxyCluster["summary"]> } = {},
): ObproxyCluster {
  const { summary, ...rest } = change;
  const address = `${name.replaceAll("_", "-")}.proxy.lab`;
  const links = rest.links ?? [
    {
      clusterName: "ob_trade",
      clusterId: "11",
      obClusterId: "3",
      username: "proxyro",
      status: "RUNNING",
      connections: 412,
      isStandby: false,
    },
  ];
  const none: ObproxyOff | null = servers.length === 0 ? "noServers" : null;
  const off: Off =
    none === null
      ? { start: "state", setParameters: "undocumented" }
      : { restart: none, start: none, stop: none, upgrade: none, setParameters: none };
  const isRsList = summary?.workMode === "RS_LIST";
  return {
    state: { readAt: world.now() - 2000, problem: null, cut: false },
    summary: {
      id,
      name,
      address,
      port: 2883,
      workMode: "CONFIG_URL",
      obClusters: links.map(({ clusterName }) => clusterName),
      servers: servers.length,
      serversRunning: servers.filter(({ isRunning }) => isRunning).length,
      versions: [...new Set(servers.map(({ version }) => version))],
      status: "RUNNING",
      creator: "dba",
      createdAt: world.now() - 86 * 86_400_000,
      ...summary,
    },
    configUrl: isRsList
      ? ""
      : `http://10.10.1.5:8080/services?Action=GetObProxyConfig&User_ID=alibaba&UID=admin&ObproxyClusterName=${name}`,
    links,
    servers,
    connect: links.map(({ clusterName }) => ({
      clusterName,
      host: address,
      port: 2883,
      command: `obclient -h${address} -P2883 -uroot@sys#${clusterName} -p`,
    })),
    deeds: deeds(
      [
        "addServers",
        "takeOver",
        "restart",
        "start",
        "stop",
        "upgrade",
        "editAddress",
        "addLink",
        "removeLink",
        "setParameters",
        "delete",
      ],
      isRsList ? { ...off, addLink: "rsList", removeLink: "rsList" } : off,
    ),
    ...rest,
  };
}

/** What the servers run with; two of them disagree. */
export const PARAMETERS: ObproxyParameter[] = CATALOGUE.map((info) => ({
  name: info.name,
  value: info.default,
  description: info.description,
  others:
    info.name === "proxy_mem_limited"
      ? [{ value: "8GB", servers: ["10.10.41.13"] }]
      : info.name === "syslog_level"
        ? [{ value: "DEBUG", servers: ["10.10.41.12", "10.10.41.13"] }]
        : [],
  info,
}));

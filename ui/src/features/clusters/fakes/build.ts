import type {
  ClusterView,
  HostView,
  NodeActionKind,
  NodeActionOff,
  NodeActionView,
  TenantView,
  Usage,
  ZoneView,
} from "../../../ipc/generated";

export const GB = 1024 ** 3;
export const TB = 1024 ** 4;
export const OB = "4.3.5.1-101000042025031818";
const OBSHELL = "4.3.1.0-12025031818";

export function of(used: number, total: number, unit = 1): Usage {
  return { used: used * unit, total: total * unit };
}

/** The actions, all with the same reason when they are off. */
export function actions(kinds: NodeActionKind[], off: NodeActionOff | null = null): NodeActionView[] {
  return kinds.map((action) => ({ action, off }));
}

/** A server that serves; `ip` stands for its agent at 2886 and its SQL at 2881. */
export function host(ip: string, zone: string, change: Partial<HostView> = {}): HostView {
  return {
    address: `${ip}:2886`,
    sqlAddress: `${ip}:2881`,
    zone,
    identity: "CLUSTER AGENT",
    agent: "answers",
    observer: "running",
    observerWord: "ACTIVE",
    rootService: false,
    obVersion: OB,
    obshellVersion: OBSHELL,
    architecture: "x86_64",
    usage: { cpu: of(6, 16), memory: of(44, 64, GB), disk: of(1.1, 2, TB) },
    latencyMs: 2,
    clockOffsetMs: 2,
    task: null,
    outliers: [],
    stale: false,
    problem: null,
    actions: [
      { action: "start", off: "running" },
      { action: "stop", off: null },
      { action: "scaleIn", off: null },
    ],
    ...change,
  };
}

/** An agent that belongs to no cluster yet. */
export function freshHost(ip: string, zone: string, identity: string, change: Partial<HostView> = {}): HostView {
  return host(ip, zone, {
    sqlAddress: null,
    identity,
    observer: "notDeployed",
    observerWord: "",
    usage: { cpu: of(0, 16), memory: of(3.4, 64, GB), disk: of(0.1, 2, TB) },
    actions: actions(["remove"], identity === "SINGLE" ? "noMaster" : null),
    ...change,
  });
}

export function zone(name: string, hosts: HostView[], change: Partial<ZoneView> = {}): ZoneView {
  return {
    name,
    word: "ACTIVE",
    idc: "",
    region: "sys_region",
    hosts,
    actions: [
      { action: "start", off: "running" },
      { action: "stopZone", off: null },
      { action: "stop", off: null },
      { action: "deleteZone", off: null },
    ],
    ...change,
  };
}

export function tenant(name: string, cpuPercent: number | null, status = "NORMAL"): TenantView {
  return { name, mode: "MySQL", status, cpuPercent };
}

/** A cluster that is well and was just read. */
export function view(connectionId: string, now: number, change: Partial<ClusterView> = {}): ClusterView {
  return {
    connectionId,
    stage: "cluster",
    name: connectionId.replace(/^c-/, ""),
    clusterId: "3",
    obVersion: OB,
    obshellVersion: OBSHELL,
    community: true,
    status: "AVAILABLE",
    state: { kind: "available", live: true, stale: false, answeredAt: now, problem: null, password: null },
    usage: { cpu: null, memory: null, disk: null },
    zones: [],
    tenants: [tenant("sys", 11)],
    lock: null,
    tasks: [],
    recent: [],
    actions: [
      { action: "scaleOut", off: null },
      { action: "start", off: "running" },
      { action: "stop", off: null },
      { action: "initialize", off: "alreadyInitialized" },
      { action: "join", off: "alreadyInitialized" },
    ],
    readAt: now,
    ...change,
  };
}

/** Before there is a cluster. */
export function freshView(connectionId: string, now: number, zones: ZoneView[]): ClusterView {
  const hosts = zones.flatMap((one) => one.hosts);
  const master = hosts.some(({ identity }) => identity === "MASTER");
  return view(connectionId, now, {
    stage: "agents",
    clusterId: "",
    community: null,
    status: "",
    zones,
    tenants: [],
    actions: [
      { action: "initialize", off: null },
      { action: "join", off: null },
      { action: "removeAll", off: master ? null : "noMaster" },
      { action: "scaleOut", off: "notInitialized" },
      { action: "start", off: "notInitialized" },
      { action: "stop", off: "notInitialized" },
    ],
  });
}

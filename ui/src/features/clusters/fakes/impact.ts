import type {
  CallKind,
  ClusterView,
  HostView,
  Impact,
  ImpactFinding,
  NodeAction,
  PlannedCall,
  Undo,
  Verdict,
} from "../../../ipc/generated";
import { hostsOf } from "../model/state";

const STEPS: Partial<Record<NodeAction["type"], string[]>> = {
  remove: ["Remove follower", "Agent to single"],
  removeAll: ["Remove follower", "Remove master"],
  stopZone: ["Stop zone"],
  start: [
    "Inform all agents to start observer",
    "Make sure all agents are ready",
    "Advance agents to execute the task",
    "Wait for all agents to execute tasks successfully",
    "Inform all agents to end the task",
  ],
  stop: [
    "Inform all agents to prepare to stop observer",
    "Make sure all agents are ready",
    "Advance agents to execute the task",
    "Wait for all agents to execute tasks successfully",
    "Execute stop sql",
    "Inform all agents to end the task",
  ],
};
const UNDO: Record<NodeAction["type"], Undo> = {
  remove: "join",
  removeAll: "join",
  scaleIn: "scaleOut",
  stopZone: "start",
  deleteZone: "nothing",
  start: "stop",
  stop: "start",
};

/** What an action would do to a cluster, by the agent's rules in short. */
export function impactOf(cluster: ClusterView, action: NodeAction, more: ImpactFinding[]): Impact {
  const touched = touchedBy(cluster, action);
  const findings = [...rules(cluster, action, touched), ...more];
  return {
    calls: [callOf(cluster, action)],
    findings,
    capacity: cluster.stage === "agents" || action.type === "start" ? null : capacityOf(cluster, touched),
    running: cluster.tasks.filter(({ state }) => state.kind === "running"),
    undo: UNDO[action.type],
    steps: STEPS[action.type] ?? ["Delete observer", "Set agent to 'SCALING IN'", "Wait delete observer success"],
  };
}

function touchedBy({ zones }: ClusterView, action: NodeAction): HostView[] {
  const hosts = hostsOf(zones);
  switch (action.type) {
    case "remove":
    case "scaleIn":
      return hosts.filter(({ address }) => address === action.agent);
    case "removeAll":
      return hosts;
    case "stopZone":
    case "deleteZone":
      return hosts.filter(({ zone }) => zone === action.zone);
    case "start":
    case "stop": {
      const { scope } = action;
      if (scope.type === "cluster") return hosts;
      if (scope.type === "zones") return hosts.filter(({ zone }) => scope.zones.includes(zone));
      return hosts.filter(({ address }) => scope.agents.includes(address));
    }
  }
}

function rules(cluster: ClusterView, action: NodeAction, touched: HostView[]): ImpactFinding[] {
  const found: ImpactFinding[] = [];
  const add = (verdict: Verdict, code: ImpactFinding["code"], args: Record<string, string> = {}) =>
    found.push({ verdict, code, args });
  const agent = touched[0]?.address ?? "";
  if (action.type === "remove" || action.type === "removeAll") add("warn", "configurationLost");
  if (action.type === "remove" || action.type === "removeAll" || action.type === "start") {
    if (action.type === "start") add("pass", "subTasksPark");
    return found;
  }
  const { zonesBefore, zonesAfter, zonesNeeded } = capacityOf(cluster, touched);
  const places = { before: String(zonesBefore), after: String(zonesAfter), needed: String(zonesNeeded) };
  if (zonesAfter === 0) add(action.type === "stop" ? "warn" : "fail", "clusterDown");
  else
    add(zonesAfter >= zonesNeeded ? "pass" : "fail", zonesAfter >= zonesNeeded ? "majority" : "majorityLost", places);
  for (const host of touched.filter(({ rootService }) => rootService)) {
    add("warn", "rootServiceMoves", { agent: host.address });
  }
  const zones = [...new Set(touched.map(({ zone }) => zone))];
  if (action.type === "stop" && action.mode === "service") {
    if (action.scope.type === "cluster") add("fail", "modeNeeded");
    else if (zones.length > 1) add("fail", "severalZones", { zones: zones.join(", ") });
  }
  if (action.type === "stop") add("pass", "subTasksPark");
  if (action.type === "stop" && action.mode === "force") add("warn", "noFreeze");
  if (action.type === "stopZone") add("pass", "stopCheckPassed");
  if (action.type === "scaleIn") add("warn", "dataDeleted", { agent });
  if (action.type === "deleteZone") add("warn", "zoneHoldsUnits", { zone: action.zone });
  return found;
}

function capacityOf({ zones }: ClusterView, touched: HostView[]) {
  const before = hostsOf(zones).filter(({ observer }) => observer === "running");
  const after = before.filter((host) => !touched.includes(host));
  const zonesOf = (hosts: HostView[]) => new Set(hosts.map(({ zone }) => zone)).size;
  const sum = (hosts: HostView[], of: "cpu" | "memory") =>
    hosts.reduce((total, { usage }) => total + (usage[of]?.total ?? 0), 0);
  return {
    serversBefore: before.length,
    serversAfter: after.length,
    zonesBefore: zonesOf(before),
    zonesAfter: zonesOf(after),
    zonesNeeded: Math.floor(zones.length / 2) + 1,
    cpuBefore: sum(before, "cpu"),
    cpuAfter: sum(after, "cpu"),
    memoryBefore: sum(before, "memory"),
    memoryAfter: sum(after, "memory"),
  };
}

const ROUTES: Record<NodeAction["type"], [CallKind, string, string]> = {
  remove: ["remove", "DELETE", "/api/v1/agent"],
  removeAll: ["remove", "DELETE", "/api/v1/agent"],
  scaleIn: ["scaleIn", "POST", "/api/v1/ob/scale_in"],
  stopZone: ["stopZone", "POST", "/api/v1/ob/zone/{zone}/stop"],
  deleteZone: ["deleteZone", "DELETE", "/api/v1/zone/{zone}"],
  start: ["start", "POST", "/api/v1/ob/start"],
  stop: ["stop", "POST", "/api/v1/ob/stop"],
};

function callOf({ zones }: ClusterView, action: NodeAction): PlannedCall {
  const [kind, method, route] = ROUTES[action.type];
  const zone = action.type === "stopZone" || action.type === "deleteZone" ? action.zone : null;
  const { type: _, ...body } = action;
  return {
    key: action.type,
    kind,
    deed: null,
    target: hostsOf(zones)[0]?.address ?? "",
    zone,
    method,
    path: route.replace("{zone}", zone ?? ""),
    body: JSON.stringify(body, null, 2),
    needs: [],
  };
}

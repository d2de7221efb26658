import type {
  ObproxyAction,
  ObproxyCluster,
  ObproxyDeed,
  ObproxyFinding,
  ObproxyImpact,
  PlannedCall,
} from "../../../ipc/generated";
import { STEPS } from "./plan";

const DEEDS: Partial<Record<ObproxyAction["type"], ObproxyDeed>> = {
  addServers: "addServers",
  takeOver: "takeOver",
  removeServers: "removeServers",
  restart: "restart",
  start: "start",
  stop: "stop",
  upgrade: "upgrade",
  editAddress: "editAddress",
  addLink: "addLink",
  removeLink: "removeLink",
  setParameters: "setParameters",
  deleteCluster: "delete",
};

const ROUTES: Partial<Record<ObproxyAction["type"], [method: string, tail: string]>> = {
  addServers: ["POST", "/obproxies/batchAdd"],
  takeOver: ["POST", "/takeOver"],
  removeServers: ["POST", "/servers/delete"],
  restart: ["POST", "/servers/restart"],
  start: ["POST", "/servers/start"],
  stop: ["POST", "/servers/stop"],
  upgrade: ["POST", "/obproxies/{id}/upgrade"],
  editAddress: ["PATCH", ""],
  addLink: ["POST", "/obLinks/batchAdd"],
  removeLink: ["DELETE", "/obLinks/{name}"],
  setParameters: ["PUT", "/parameters"],
  deleteCluster: ["DELETE", ""],
};

/** What an action would do, as far as the screens need it. */
export function impactOf(action: ObproxyAction, cluster: ObproxyCluster, target: string): ObproxyImpact {
  const ids = "serverIds" in action ? action.serverIds : [];
  const servers = cluster.servers.filter(({ id }) => ids.includes(id));
  const running = servers.filter(({ isRunning }) => isRunning);
  const findings: ObproxyFinding[] = [];
  const drops = ["restart", "stop", "removeServers", "upgrade"].includes(action.type);
  if (drops && running.length > 0) {
    findings.push({
      verdict: "warn",
      code: "connectionsDrop",
      args: { servers: running.map(({ ip }) => ip).join(", ") },
    });
  }
  if (drops && running.length > 0 && running.length === cluster.summary.serversRunning) {
    findings.push({ verdict: "warn", code: "nobodyServes", args: { cluster: cluster.summary.name } });
  }
  for (const { ip } of servers.filter(({ isBusy }) => isBusy)) {
    findings.push({ verdict: "fail", code: "serverBusy", args: { server: ip } });
  }
  if (action.type === "deleteCluster" && cluster.servers.length > 0) {
    findings.push({ verdict: "warn", code: "nobodyServes", args: { cluster: cluster.summary.name } });
  }
  return {
    calls: [callOf(action, cluster, target)],
    findings,
    steps: action.type === "addServers" ? STEPS : [],
    toType: action.type === "deleteCluster" ? "delete" : null,
  };
}

function callOf(action: ObproxyAction, { summary }: ObproxyCluster, target: string): PlannedCall {
  const [method, tail] = ROUTES[action.type] ?? ["POST", ""];
  const { type: _, ...rest } = action;
  const body = Object.fromEntries(Object.entries(rest).filter(([key]) => key !== "clusterId"));
  return {
    key: `obproxy:${action.type}`,
    kind: "obproxyCluster",
    deed: DEEDS[action.type] ?? null,
    target,
    zone: null,
    method,
    path: `/api/v2/obproxy/clusters/${summary.id}${tail}`,
    body: method === "DELETE" ? "" : JSON.stringify(body, null, 2),
    needs: [],
  };
}

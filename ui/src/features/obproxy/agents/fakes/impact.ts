import type { AgentProxy, ObproxyAction, ObproxyFinding, ObproxyImpact } from "../../../../ipc/generated";
import { failure } from "../../../../platform/fake/world";
import { call } from "./plan";
import type { FakeProxies } from "./state";

const STEPS = {
  startProxies: ["Check obproxy status", "Start obproxy"],
  stopProxies: ["Check obproxy status", "Stop obproxy"],
  deleteProxies: ["Check obproxy status", "Stop obproxy", "Delete obproxy", "Clean obproxy dir"],
  upgradeProxies: [
    "Create upgrade dir",
    "Download obproxy pkg from sqlite",
    "Check obproxy pkg",
    "Backup for upgrade",
    "Reinstall obproxy bin",
    "Copy obproxy config db file",
    "Record obproxy info",
    "Hot restart obproxy",
    "Wait hot restart obproxy finish",
    "Remove upgrade dir",
  ],
};

type AgentAction = Extract<ObproxyAction, { agents: string[] }>;

export function isOfAgents(action: ObproxyAction): action is AgentAction {
  return "agents" in action;
}

/** What an action on agents would do, as far as the screens need it. */
export function impactOf(action: ObproxyAction, fleet: AgentProxy[], proxies: FakeProxies): ObproxyImpact {
  // oxlint-disable-next-line typescript/only-throw-error -- the window rejects with the plain DTO
  if (!isOfAgents(action)) throw failure("notFound", "not an action of agents");
  const of = (agent: string) => fleet.find((one) => one.agent === agent);
  const findings: ObproxyFinding[] = [...proxies.findings];
  const drop = action.type === "stopProxies" || action.type === "deleteProxies";
  if (drop) findings.push({ verdict: "warn", code: "connectionsDrop", args: { servers: action.agents.join(", ") } });
  for (const agent of action.agents) {
    const path = of(agent)?.known?.homePath ?? "its home directory";
    if (action.type === "deleteProxies")
      findings.push({ verdict: "warn", code: "filesDeleted", args: { agent, path } });
    if (action.type === "upgradeProxies" && of(agent)?.package?.version !== action.version) {
      findings.push({ verdict: "warn", code: "packageNotUploaded", args: { agent, version: action.version } });
    }
  }
  return {
    calls: action.agents.map((agent) => callOf(action, agent)),
    findings,
    steps: STEPS[action.type],
    toType: proxies.toType ?? (action.type === "deleteProxies" ? (action.agents[0] ?? null) : null),
  };
}

function callOf(action: AgentAction, agent: string) {
  switch (action.type) {
    case "startProxies":
      return call("start", agent, "POST", "/api/v1/obproxy/start");
    case "stopProxies":
      return call("stop", agent, "POST", "/api/v1/obproxy/stop");
    case "deleteProxies":
      return call("delete", agent, "DELETE", "/api/v1/obproxy");
    case "upgradeProxies": {
      const { version, release } = action;
      const body = JSON.stringify({ version, release }, null, 2);
      return call("upgrade", agent, "POST", "/api/v1/obproxy/upgrade", body);
    }
  }
}

import type { AgentProxy, KnownProxy, ObproxyDeed, ObproxyDeedView, ObproxyOff } from "../../../../ipc/generated";
import { failure } from "../../../../platform/fake/world";
import { ipOf } from "../model/fleet";

const DEEDS: ObproxyDeed[] = ["create", "start", "stop", "upgrade", "delete"];

/** An agent that manages nothing; `change` for what is different. */
export function agentProxy(agent: string, at: number, change: Partial<AgentProxy> = {}): AgentProxy {
  return {
    agent,
    zone: "",
    obshellVersion: "4.3.1.0-12025031818",
    managed: false,
    askedAt: at,
    known: null,
    task: null,
    problem: null,
    deeds: deeds(false),
    package: null,
    ...change,
  };
}

/** One whose OBProxy was set up from here. */
export function managing(agent: string, at: number, change: Partial<AgentProxy> = {}): AgentProxy {
  return agentProxy(agent, at, { managed: true, known: knownProxy(agent, at), deeds: deeds(true), ...change });
}

/** One that cannot be asked about OBProxy, for the same reason whatever is wanted. */
export function barred(agent: string, at: number, off: ObproxyOff, change: Partial<AgentProxy> = {}): AgentProxy {
  const silent =
    off === "silent" ? failure("unreachable", `connection to ${agent} refused`, { retryable: true }) : null;
  return agentProxy(agent, at, { managed: null, problem: silent, deeds: deeds(false, off), ...change });
}

/** As an agent is once its password is known. */
export function opened(agent: AgentProxy): AgentProxy {
  const waited = agent.deeds.some(({ off }) => off === "agentPassword");
  return waited ? { ...agent, deeds: deeds(agent.managed === true) } : agent;
}

export function deeds(managed: boolean, barredBy: ObproxyOff | null = null): ObproxyDeedView[] {
  return DEEDS.map((deed) => {
    const own = deed === "create" ? (managed ? "managed" : null) : managed ? null : "notManaged";
    return { deed, off: barredBy ?? own, undocumented: false };
  });
}

export function knownProxy(agent: string, at: number, change: Partial<KnownProxy> = {}): KnownProxy {
  const sqlPort = change.sqlPort ?? 2883;
  return {
    name: "trade_proxy",
    homePath: "/home/admin/obproxy",
    sqlPort,
    exporterPort: 2884,
    rpcPort: 2885,
    source: "10.10.20.1:2881;10.10.20.4:2881;10.10.20.7:2881",
    version: "",
    addedAt: at - 26 * 3_600_000,
    command: `obclient -h${ipOf(agent)} -P${sqlPort} -uroot@sys -p`,
    ...change,
  };
}

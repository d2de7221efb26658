import type { AgentObproxyForm, ProxyHost } from "../../../../ipc/generated";
import { ipOf } from "../model/fleet";
import { PORTS } from "./changes";

const HIGHEST = 65_535;
/** So far apart are the ports of two OBProxies on one host. */
const APART = 10;

/**
 * What an agent begins with: the ports of the form, unless something on its host has one of them. `agents` are all of
 * the connection, chosen or not.
 */
export function firstValues(agent: string, form: AgentObproxyForm, agents: readonly string[]): ProxyHost {
  const asForAll: ProxyHost = { agent, homePath: "", sqlPort: "", exporterPort: "", rpcPort: "" };
  const common = PORTS.map(({ field, usual }) => Number(form[field] || usual));
  const taken = takenOn(ipOf(agent), form, agents);
  let ports = common;
  while (ports.every(isPort) && ports.some((port) => taken.has(port))) ports = ports.map((port) => port + APART);
  if (ports === common || !ports.every(isPort)) return asForAll;
  const [sqlPort, exporterPort, rpcPort] = ports.map(String);
  return { ...asForAll, sqlPort: sqlPort ?? "", exporterPort: exporterPort ?? "", rpcPort: rpcPort ?? "" };
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port <= HIGHEST;
}

/** Ports of a host that its agents, its servers and the OBProxies to be have. */
function takenOn(host: string, form: AgentObproxyForm, agents: readonly string[]): ReadonlySet<number> {
  const servers = form.source.type === "rsList" ? form.source.servers : [];
  const there = [...agents, ...servers].filter((address) => ipOf(address) === host);
  const proxies = form.agents.filter((one) => ipOf(one.agent) === host);
  return new Set([
    ...there.map((address) => Number(address.slice(address.lastIndexOf(":") + 1))),
    ...proxies.flatMap((one) => PORTS.map(({ field, usual }) => Number(one[field] || form[field] || usual))),
  ]);
}

import type { AgentProxy, ConnectionView, ObproxyDeed, ObproxyDeedView, ObproxyOff } from "../../../../ipc/generated";
import type { ShownState } from "../../../../shared/state/state-icon";

/** What can be done with the OBProxy of agents. */
export const ACTS = ["create", "start", "stop", "upgrade", "upload", "delete"] as const;

export type Act = (typeof ACTS)[number];

/** What keeps a package from an agent; whether it manages an OBProxy does not matter. */
const KEEPS_FROM_UPLOAD: ReadonlySet<ObproxyOff> = new Set<ObproxyOff>([
  "version",
  "agentPassword",
  "silent",
  "readOnly",
]);

/** Why something is off for an agent; null when it can be done. */
export function offOf(deeds: readonly ObproxyDeedView[], act: Act): ObproxyOff | null {
  if (act === "upload") {
    return deeds.map(({ off }) => off).find((off) => off !== null && KEEPS_FROM_UPLOAD.has(off)) ?? null;
  }
  const deed: ObproxyDeed = act;
  const found = deeds.find((one) => one.deed === deed);
  return found === undefined ? "state" : found.off;
}

/** Who of the chosen can do it, and why the others cannot. */
export type Reach = { able: string[]; unable: { agent: string; off: ObproxyOff }[] };

export function reachOf(agents: readonly AgentProxy[], act: Act): Reach {
  const reach: Reach = { able: [], unable: [] };
  for (const { agent, deeds } of agents) {
    const off = offOf(deeds, act);
    if (off === null) reach.able.push(agent);
    else reach.unable.push({ agent, off });
  }
  return reach;
}

/** The reasons of those who cannot, the commonest first, each with who has it. */
export function reasonsOf({ unable }: Reach): { off: ObproxyOff; agents: string[] }[] {
  const byOff = new Map<ObproxyOff, string[]>();
  for (const { agent, off } of unable) byOff.set(off, [...(byOff.get(off) ?? []), agent]);
  return [...byOff].map(([off, agents]) => ({ off, agents })).toSorted((a, b) => b.agents.length - a.agents.length);
}

/** Which acts are barred for whom and why; those that are barred alike stand together. */
export function barsOf(agents: readonly AgentProxy[]): { acts: Act[]; off: ObproxyOff; agents: string[] }[] {
  const bars = new Map<string, { acts: Act[]; off: ObproxyOff; agents: string[] }>();
  for (const act of ACTS) {
    for (const { off, agents: those } of reasonsOf(reachOf(agents, act))) {
      const key = `${off} ${those.join()}`;
      const bar = bars.get(key) ?? { acts: [], off, agents: those };
      bars.set(key, { ...bar, acts: [...bar.acts, act] });
    }
  }
  return [...bars.values()];
}

/** What is known of the OBProxy of an agent, in one word. */
export type Standing = "known" | "foreign" | "none" | "tooOld" | "silent" | "unknown";

export function standingOf({ managed, known, deeds }: AgentProxy): Standing {
  if (managed === true) return known === null ? "foreign" : "known";
  if (managed === false) return offOf(deeds, "create") === "version" ? "tooOld" : "none";
  const off = offOf(deeds, "create");
  if (off === "version") return "tooOld";
  return off === "silent" ? "silent" : "unknown";
}

/** It tells what it manages without a password, and does nothing without one. */
export function lacksPassword({ deeds }: AgentProxy): boolean {
  return deeds.some(({ off }) => off === "agentPassword");
}

const ICONS: Record<Standing, ShownState> = {
  known: "succeeded",
  foreign: "unknown",
  none: "pending",
  tooOld: "warning",
  silent: "failed",
  unknown: "unknown",
};

export function standingIcon(standing: Standing): ShownState {
  return ICONS[standing];
}

/** Those that want hands first, then by address. */
export function inOrder(agents: readonly AgentProxy[]): AgentProxy[] {
  return agents.toSorted((a, b) => a.agent.localeCompare(b.agent, "en", { numeric: true }));
}

/** Agents can be asked about an OBProxy only over a connection of agents that is in use. */
export function hasFleet({ settings, state }: ConnectionView): boolean {
  return settings.kind !== "ocp" && state.live;
}

/** `ip` of `ip:port`, without brackets. */
export function ipOf(address: string): string {
  return address.slice(0, address.lastIndexOf(":")).replace(/^\[|\]$/g, "");
}

/** `ip:port` where clients connect. */
export function sqlAddressOf(agent: string, port: number | string): string {
  return `${agent.slice(0, agent.lastIndexOf(":"))}:${port}`;
}

import type { AgentObproxyForm, NamedValue, ProxyHost, ProxySource } from "../../../../ipc/generated";

/** The ports of an agent form with what the agent takes when none is given. */
export const PORTS = [
  { field: "sqlPort", usual: "2883" },
  { field: "exporterPort", usual: "2884" },
  { field: "rpcPort", usual: "2885" },
] as const;

export type PortField = (typeof PORTS)[number]["field"];

export function hostOf(form: AgentObproxyForm, agent: string): ProxyHost | null {
  return form.agents.find((host) => host.agent === agent) ?? null;
}

/** Takes agents in or out; those that stay keep what is their own. `first` says what one that comes in begins with. */
export function withAgents(
  form: AgentObproxyForm,
  agents: readonly string[],
  first: (agent: string, form: AgentObproxyForm) => ProxyHost,
): AgentObproxyForm {
  const hosts = form.agents.filter(({ agent }) => agents.includes(agent));
  for (const agent of agents) {
    if (hostOf(form, agent) === null) hosts.push(first(agent, { ...form, agents: hosts }));
  }
  return { ...form, agents: agents.flatMap((agent) => hosts.find((host) => host.agent === agent) ?? []) };
}

/** Which agent a problem is about, when it is about one. */
export function agentOf(form: AgentObproxyForm, { field }: { field: string | null }): string | null {
  const index = /^agents\[(\d+)\]/.exec(field ?? "")?.[1];
  return index === undefined ? null : (form.agents[Number(index)]?.agent ?? null);
}

export function withHost(form: AgentObproxyForm, agent: string, change: Partial<ProxyHost>): AgentObproxyForm {
  return { ...form, agents: form.agents.map((host) => (host.agent === agent ? { ...host, ...change } : host)) };
}

export function isOwn({ homePath, sqlPort, exporterPort, rpcPort }: ProxyHost): boolean {
  return [homePath, sqlPort, exporterPort, rpcPort].some((text) => text !== "");
}

/** One server a line, in any of the ways people paste them. */
export function serversIn(text: string): string[] {
  return text.split(/[\s;,]+/).filter(Boolean);
}

export function withSource(form: AgentObproxyForm, type: ProxySource["type"]): AgentObproxyForm {
  if (form.source.type === type) return form;
  return { ...form, source: type === "rsList" ? { type, servers: [] } : { type, url: "" } };
}

export function withParameter(form: AgentObproxyForm, index: number, change: Partial<NamedValue>): AgentObproxyForm {
  return { ...form, parameters: form.parameters.map((one, at) => (at === index ? { ...one, ...change } : one)) };
}

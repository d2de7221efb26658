import type { AgentObproxyForm, ObproxyDeed, PlannedCall } from "../../../../ipc/generated";

export const STEPS = [
  "Check obproxy status",
  "Start obproxy",
  "Set proxyro password for connect",
  "Persist obproxy info",
];

/** One call an agent, all side by side, secrets masked. */
export function planOf(form: AgentObproxyForm): PlannedCall[] {
  return form.agents.map((host) => {
    const port = (own: string, all: string, usual: number) => Number(own || all || usual);
    const { source } = form;
    const body = {
      name: form.name,
      home_path: host.homePath || form.homePath,
      sql_port: port(host.sqlPort, form.sqlPort, 2883),
      exporter_port: port(host.exporterPort, form.exporterPort, 2884),
      rpc_port: port(host.rpcPort, form.rpcPort, 2885),
      ...(form.proxyroPassword === null ? {} : { proxyro_password: "••••••" }),
      ...(form.proxysysPassword === null ? {} : { obproxy_sys_password: "••••••" }),
      ...(source.type === "rsList" ? { rs_list: source.servers.join(";") } : { config_url: source.url }),
      ...(form.parameters.length === 0
        ? {}
        : { parameters: Object.fromEntries(form.parameters.map(({ name, value }) => [name, value])) }),
    };
    return call("create", host.agent, "POST", "/api/v1/obproxy", JSON.stringify(body, null, 2));
  });
}

export function call(deed: ObproxyDeed, target: string, method: string, path: string, body = ""): PlannedCall {
  return { key: `${deed}:${target}`, kind: "agentProxy", deed, target, zone: null, method, path, body, needs: [] };
}

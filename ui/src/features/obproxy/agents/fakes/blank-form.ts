import type { AgentObproxyForm, AgentProxy } from "../../../../ipc/generated";

/** As the console makes it: all agents, with the usual ports. */
export function blankForm(fleet: AgentProxy[]): AgentObproxyForm {
  return {
    agents: fleet.map(({ agent }) => ({ agent, homePath: "", sqlPort: "", exporterPort: "", rpcPort: "" })),
    name: "",
    homePath: "",
    sqlPort: "2883",
    exporterPort: "2884",
    rpcPort: "2885",
    source: { type: "rsList", servers: [] },
    proxyroPassword: null,
    proxysysPassword: null,
    parameters: [],
  };
}

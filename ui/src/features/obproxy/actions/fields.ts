import type { ChosenLink, ObproxyAction, ObproxyCluster } from "../../../ipc/generated";
import type { Ask } from "./ask";

/** All that an action may need to be told. */
export type ActionFields = {
  hostIds: string[];
  /** File name for a new server, short name for an upgrade. */
  package: string;
  sqlPort: string;
  exporterPort: string;
  address: string;
  port: string;
  link: ChosenLink | null;
  value: string;
};

export function firstFields(ask: Ask, { summary, servers }: ObproxyCluster): ActionFields {
  const [first] = servers;
  return {
    hostIds: [],
    package: "",
    sqlPort: String(first?.sqlPort ?? 2883),
    exporterPort: String(first?.exporterPort ?? 2884),
    address: summary.address,
    port: String(summary.port ?? 2883),
    link: null,
    value: ask.parameter?.value ?? "",
  };
}

/** The action as far as it is said; null while something is missing. */
export function actionOf(ask: Ask, fields: ActionFields, clusterId: string): ObproxyAction | null {
  const serverIds = ask.serverIds ?? [];
  const { hostIds, sqlPort, exporterPort, address, port, link, value } = fields;
  switch (ask.deed) {
    case "create":
      return null;
    case "addServers":
      return hostIds.length === 0 || fields.package === ""
        ? null
        : { type: "addServers", clusterId, hostIds, package: fields.package, sqlPort, exporterPort };
    case "takeOver":
      return hostIds.length === 0
        ? null
        : { type: "takeOver", clusterId, hosts: hostIds.map((hostId) => ({ hostId, sqlPort, password: null })) };
    case "removeServers":
      return { type: "removeServers", clusterId, serverIds };
    case "restart":
      return { type: "restart", clusterId, serverIds };
    case "start":
      return { type: "start", clusterId, serverIds };
    case "stop":
      return { type: "stop", clusterId, serverIds };
    case "upgrade":
      return fields.package === "" ? null : { type: "upgrade", clusterId, serverIds, package: fields.package };
    case "editAddress":
      return address.trim() === "" ? null : { type: "editAddress", clusterId, address: address.trim(), port };
    case "addLink":
      return link === null || link.username.trim() === "" ? null : { type: "addLink", clusterId, link };
    case "removeLink":
      return ask.clusterName === undefined ? null : { type: "removeLink", clusterId, clusterName: ask.clusterName };
    case "setParameters":
      return ask.parameter === undefined || value === ask.parameter.value
        ? null
        : { type: "setParameters", clusterId, values: [{ name: ask.parameter.name, value }] };
    case "delete":
      return { type: "deleteCluster", clusterId };
  }
}

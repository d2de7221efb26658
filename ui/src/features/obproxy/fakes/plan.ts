import type { OcpObproxyForm, PlannedCall } from "../../../ipc/generated";

/** As OCP's documents show them. */
export const STEPS = [
  "Prepare obproxy install",
  "Prepare create obproxy",
  "Check if process not exists",
  "Check if command exists",
  "Install rpm by package and version",
  "Start obproxy",
  "Sync obproxy parameter",
  "Set obproxy user password for ob",
  "Refresh agent config",
  "Register obproxy exporter",
  "Update obproxy status",
  "Finish node",
];

/** The one request that creates the cluster. */
export function planOf(form: OcpObproxyForm, target: string): PlannedCall[] {
  const port = Number(form.exporterPort);
  const body = {
    name: form.name,
    address: form.address,
    port: Number(form.port),
    workMode: form.workMode === "rsList" ? "RS_LIST" : "CONFIG_URL",
    obproxyInstallParam: {
      hostIds: form.hostIds.map(Number),
      sqlPort: Number(form.sqlPort),
      exportPort: port,
      exporterPort: port,
      version: form.package,
    },
    obLinks: form.links.map(({ clusterName, clusterId, obClusterId, username }) => ({
      clusterName,
      clusterId: Number(clusterId),
      obClusterId: Number(obClusterId),
      username,
    })),
    startupParameters: form.startupParameters,
    parameters: form.parameters,
    ...(form.proxysysPassword === null ? {} : { password: "••••••••" }),
  };
  return [
    {
      key: "obproxy:create",
      kind: "obproxyCluster",
      deed: "create",
      target,
      zone: null,
      method: "POST",
      path: "/api/v2/obproxy/clusters",
      body: JSON.stringify(body, null, 2),
      needs: [],
    },
  ];
}

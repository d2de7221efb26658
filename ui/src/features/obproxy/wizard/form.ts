import type { NamedValue, OcpObCluster, OcpObproxyForm, ObproxyDraft, WorkMode } from "../../../ipc/generated";

/** In OCP's words. */
export const WORK_MODES: Record<WorkMode, string> = { configUrl: "CONFIG_URL", rsList: "RS_LIST" };

export type ListName = "startupParameters" | "parameters";

const EMPTY: OcpObproxyForm = {
  name: "",
  address: "",
  port: "",
  workMode: "configUrl",
  links: [],
  hostIds: [],
  package: "",
  sqlPort: "",
  exporterPort: "",
  startupParameters: [],
  parameters: [],
  rpcPort: "",
  installPath: "",
  runUser: "",
  proxysysPassword: null,
  proxyroPassword: null,
};

export function formOf({ form }: ObproxyDraft): OcpObproxyForm {
  return form.type === "ocp" ? form : EMPTY;
}

/** `4.3.2.0` of `obproxy-4.3.2.0-26.el7.x86_64.rpm`; empty when it has none. */
export function versionIn(fileName: string): string {
  return /(\d+(?:\.\d+){2,3})/.exec(fileName)?.[1] ?? "";
}

/** Another mode keeps what was chosen; too many are said to be so. */
export function withLink(form: OcpObproxyForm, cluster: OcpObCluster, on: boolean): OcpObproxyForm {
  const rest = form.links.filter(({ clusterId }) => clusterId !== cluster.id);
  if (!on) return { ...form, links: rest };
  const username = form.links[0]?.username ?? "proxyro";
  const link = { clusterName: cluster.name, clusterId: cluster.id, obClusterId: cluster.obClusterId, username };
  return { ...form, links: form.workMode === "rsList" ? [link] : [...rest, link] };
}

/** `null` takes it out. */
export function withParameter(
  form: OcpObproxyForm,
  list: ListName,
  index: number,
  change: Partial<NamedValue> | null,
): OcpObproxyForm {
  const values =
    change === null
      ? form[list].filter((_, at) => at !== index)
      : form[list].map((one, at) => (at === index ? { ...one, ...change } : one));
  return { ...form, [list]: values };
}

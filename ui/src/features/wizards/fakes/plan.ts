import type { WizardDraft, PlannedCall, Suggestions } from "../../../ipc/generated";
import type { FakeWorld } from "../../../platform/fake/world";
import { canonical } from "./address";

/** What goes out for a draft, in its order. */
export function planOf(draft: WizardDraft): PlannedCall[] {
  return draft.kind === "init" ? initPlan(draft) : targetPlan(draft);
}

/** A password first where one is to be set, then the join or the scale-out; scale-outs one after another. */
function targetPlan({ kind, hosts, parameters }: WizardDraft): PlannedCall[] {
  let before: string[] = [];
  return hosts.flatMap(({ address, zone, setPassword }) => {
    const target = canonical(address) ?? address;
    const [ip = "", port = ""] = target.split(/:(?=\d+$)/);
    const first: PlannedCall = {
      key: `agentPassword:${target}`,
      kind: "agentPassword",
      deed: null,
      target,
      zone,
      method: "PUT",
      path: "/api/v1/agent/password",
      body: JSON.stringify({ password: "••••••••" }, null, 2),
      needs: [],
    };
    const obConfigs = Object.fromEntries(
      parameters
        .filter(({ scope }) => scope.type === "cluster" || (scope.type === "server" && scope.address === target))
        .map(({ name, value }) => [name, value]),
    );
    const join = { agentInfo: { ip: "10.10.10.1", port: 2886 }, zoneName: zone };
    const out = { agentInfo: { ip, port: Number(port) }, zone, obConfigs };
    const call: PlannedCall = {
      key: `${kind}:${target}`,
      kind: kind === "join" ? "join" : "scaleOut",
      deed: null,
      zone,
      method: "POST",
      target: kind === "join" ? target : "10.10.10.1:2886",
      path: kind === "join" ? "/api/v1/agent/join" : "/api/v1/ob/scale_out",
      body: JSON.stringify(kind === "join" ? join : out, null, 2),
      needs: [...(setPassword ? [first.key] : []), ...before],
    };
    if (kind === "scaleOut") before = [call.key];
    return setPassword ? [first, call] : [call];
  });
}

/** Joins (master first, the others side by side), parameters, cluster, init. */
function initPlan(draft: WizardDraft): PlannedCall[] {
  const addresses = draft.hosts.map((host) => canonical(host.address) ?? host.address);
  const [master = ""] = addresses;
  const [ip = "", port = ""] = master.split(/:(?=\d+$)/);
  const call = (
    kind: PlannedCall["kind"],
    target: string,
    path: string,
    body: object,
    needs: string[],
    zone: string | null = null,
  ): PlannedCall => ({
    key: kind === "join" ? `join:${target}` : kind,
    kind,
    deed: null,
    target,
    zone,
    method: "POST",
    path,
    body: JSON.stringify(body, null, 2),
    needs,
  });
  const joins = addresses.map((address, index) => {
    const zoneName = draft.hosts[index]?.zone ?? "";
    return call(
      "join",
      address,
      "/api/v1/agent/join",
      { agentInfo: { ip, port: Number(port) }, zoneName },
      index === 0 ? [] : [`join:${master}`],
      zoneName,
    );
  });
  const joined = joins.map((join) => join.key);
  const observerConfig = Object.fromEntries(draft.parameters.map((parameter) => [parameter.name, parameter.value]));
  return [
    ...joins,
    ...(draft.parameters.length === 0
      ? []
      : [
          call(
            "observerConfig",
            master,
            "/api/v1/observer/config",
            { observerConfig, scope: { type: "GLOBAL" } },
            joined,
          ),
        ]),
    call(
      "clusterConfig",
      master,
      "/api/v1/obcluster/config",
      { clusterId: Number(draft.cluster.id), clusterName: draft.cluster.name, rootPwd: "••••••••" },
      draft.parameters.length === 0 ? joined : ["observerConfig"],
    ),
    call(
      "init",
      master,
      "/api/v1/ob/init",
      { import_script: draft.cluster.importScript, create_proxyro_user: draft.cluster.createProxyroUser },
      ["clusterConfig"],
    ),
  ];
}

const GB = 1024 ** 3;

export function suggestionsFor(draft: WizardDraft, world: FakeWorld): Suggestions {
  const known = draft.hosts.flatMap((host) => {
    const probe = world.hosts.get(canonical(host.address) ?? "");
    return probe?.facts?.resources == null ? [] : [{ host: probe.address, resources: probe.facts.resources }];
  });
  const smallest = known.toSorted((a, b) => a.resources.memoryAvailable - b.resources.memoryAvailable)[0];
  if (smallest === undefined) return { cluster: [], servers: [] };
  const limit = Math.floor((smallest.resources.memoryAvailable * 0.8) / GB);
  const disk = smallest.resources.disks[0];
  const free = disk === undefined ? 0 : Math.floor((disk.total - disk.used) / GB);
  return {
    cluster: [
      {
        name: "memory_limit",
        value: `${limit}G`,
        reason: "smallestMemory",
        args: { host: smallest.host, available: `${Math.floor(smallest.resources.memoryAvailable / GB)}G` },
      },
      {
        name: "system_memory",
        value: `${Math.max(1, Math.floor(limit / 8))}G`,
        reason: "shareOfMemory",
        args: { memoryLimit: `${limit}G` },
      },
      {
        name: "datafile_size",
        value: `${Math.floor(free * 0.6)}G`,
        reason: "smallestDisk",
        args: { host: smallest.host, free: `${free}G` },
      },
      { name: "log_disk_size", value: `${limit * 3}G`, reason: "threeTimesMemory", args: { memoryLimit: `${limit}G` } },
    ],
    servers: apart(draft),
  };
}

function apart(draft: WizardDraft): Suggestions["servers"] {
  const addresses = draft.hosts.flatMap((host) => canonical(host.address) ?? []);
  return addresses.flatMap((address, index) => {
    const ip = address.replace(/:\d+$/, "");
    const nth = addresses.slice(0, index).filter((other) => other.startsWith(`${ip}:`)).length;
    if (nth === 0) return [];
    const values = { mysql_port: `${2881 + nth * 10}`, rpc_port: `${2882 + nth * 10}` };
    const suggestions = Object.entries(values).map(([name, value]) => ({
      name,
      value,
      reason: "sharedAddress" as const,
      args: { host: ip },
    }));
    return [{ address, suggestions }];
  });
}

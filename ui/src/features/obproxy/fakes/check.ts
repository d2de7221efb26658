import type {
  Choice,
  ObproxyCheck,
  ObproxyProblem,
  ObproxyProblemCode,
  ObproxyStep,
  OcpHost,
  OcpObCluster,
  OcpObproxyForm,
  OcpPackage,
  Severity,
} from "../../../ipc/generated";
import { byVersion } from "../model/version";
import type { FakeOcp } from "./state";

type Args = Record<string, string>;

/** What the console would say of a form, as far as the screens need it. */
export function checkForm(form: OcpObproxyForm, ocp: FakeOcp): Omit<ObproxyCheck, "state"> {
  const problems: ObproxyProblem[] = [];
  const say =
    (severity: Severity) =>
    (step: ObproxyStep, code: ObproxyProblemCode, field: string, args: Args = {}): void => {
      problems.push({ step, severity, code, field, args });
    };
  const [block, warn] = [say("block"), say("warn")];
  const rpm = ocp.packages.find(({ fileName }) => fileName === form.package) ?? null;
  const chosenHosts = ocp.hosts.filter(({ id }) => form.hostIds.includes(id));
  const linked = ocp.obClusters.filter(({ id }) => form.links.some(({ clusterId }) => clusterId === id));

  if (form.name === "") block("basics", "nameMissing", "name");
  else if (!/^[A-Za-z]\w*$/.test(form.name)) block("basics", "nameInvalid", "name");
  else if (ocp.clusters.some(({ summary }) => summary.name === form.name))
    block("basics", "nameTaken", "name", { name: form.name });
  if (form.address === "") warn("basics", "addressMissing", "address");
  if (form.port !== "" && !isPort(form.port)) block("basics", "portInvalid", "port", { port: form.port });

  const hosts = ocp.hosts.map((host) => judgeHost(host, form, rpm)).toSorted(byRank);
  if (form.hostIds.length === 0) warn("hosts", "noHosts", "hosts");
  for (const { id, verdict, code, args } of hosts.filter((one) => form.hostIds.includes(one.id))) {
    if (code === null) continue;
    const name = ocp.hosts.find((one) => one.id === id)?.name ?? id;
    (verdict === "fail" ? block : warn)("hosts", code, `hosts[${id}]`, { ...args, host: name });
  }
  if (form.package === "" && form.hostIds.length > 0) block("hosts", "packageMissing", "package");
  const ports = [
    ["sqlPort", form.sqlPort],
    ["exporterPort", form.exporterPort],
    ["rpcPort", form.rpcPort],
  ] as const;
  const seen = new Map<string, string>();
  for (const [field, port] of ports) {
    if (port === "" && field === "rpcPort") continue;
    const other = seen.get(port);
    if (!isPort(port)) block("hosts", "portInvalid", field, { port });
    else if (other !== undefined) block("hosts", "portEqual", field, { port, other });
    else seen.set(port, field);
  }

  const count = String(form.links.length);
  if (form.workMode === "rsList" && form.links.length !== 1) block("clusters", "linksNotOne", "links", { count });
  if (form.workMode === "configUrl" && form.links.length === 0) warn("clusters", "noLinks", "links");
  const clusters = ocp.obClusters.map((one) => judgeCluster(one, ocp.obClusters, rpm));
  for (const { id, verdict, code, args } of clusters.filter((one) => linked.some((cluster) => cluster.id === one.id))) {
    if (code !== null) (verdict === "fail" ? block : warn)("clusters", code, `links[${id}]`, args);
  }
  for (const { clusterId, clusterName, username } of form.links) {
    if (username.trim() === "") block("clusters", "linkUserMissing", `links[${clusterId}]`, { cluster: clusterName });
  }
  checkParameters(form, ocp, block, warn);
  if (form.proxysysPassword?.weak === true) warn("basics", "passwordWeak", "proxysysPassword");
  return {
    problems,
    hosts,
    packages: judgePackages(ocp.packages, chosenHosts, linked),
    clusters,
    agents: [],
  };
}

type Say = (step: ObproxyStep, code: ObproxyProblemCode, field: string, args?: Args) => void;

function checkParameters(form: OcpObproxyForm, { catalogue }: FakeOcp, block: Say, warn: Say): void {
  for (const list of ["startupParameters", "parameters"] as const) {
    form[list].forEach(({ name, value }, index) => {
      const at = `${list}[${index}]`;
      const info = catalogue.find((one) => one.name === name);
      if (form[list].findIndex((one) => one.name === name) < index)
        block("parameters", "parameterDuplicate", `${at}.name`, { name });
      else if (/password|passwd|secret/i.test(name)) block("parameters", "parameterSecret", `${at}.name`, { name });
      else if (info === undefined) warn("parameters", "parameterUnknown", `${at}.name`, { name });
      else if (value === "") block("parameters", "parameterValueMissing", `${at}.value`, { name });
      else if (info.kind === "INT" && !/^-?\d+$/.test(value))
        block("parameters", "parameterInvalid", `${at}.value`, { name, expected: "INT" });
      else if (info.kind === "INT" && info.max !== "" && Number(value) > Number(info.max))
        block("parameters", "parameterOutOfRange", `${at}.value`, { name, min: info.min, max: info.max });
    });
  }
}

function judgeHost(host: OcpHost, form: OcpObproxyForm, rpm: OcpPackage | null): Choice {
  if (host.status === "noAgent") return fails(host.id, "hostHasNoAgent");
  if (host.status === "offline") return fails(host.id, "hostOffline", { status: host.statusWord });
  if (rpm !== null && rpm.architecture !== host.architecture)
    return fails(host.id, "hostArchitecture", { architecture: host.architecture, package: rpm.architecture });
  const proxy = host.services.find(({ kind }) => kind === "OB_PROXY");
  if (proxy !== undefined && form.sqlPort === "2883")
    return fails(host.id, "portTaken", { port: "2883", cluster: proxy.name });
  if (host.services.length > 0)
    return warns(host.id, "hostShared", { services: host.services.map(({ kind }) => kind).join(", ") });
  return fits(host.id);
}

function judgePackages(packages: OcpPackage[], hosts: OcpHost[], clusters: OcpObCluster[]): Choice[] {
  const architectures = [...new Set(hosts.map(({ architecture }) => architecture))];
  const judged = packages
    .toSorted((a, b) => byVersion(b.version, a.version))
    .map((one): Choice => {
      if (architectures.some((other) => other !== one.architecture))
        return fails(one.id, "packageArchitecture", { architecture: architectures.join(", ") });
      const above = clusters.find(({ obVersion }) => byVersion(one.version, obVersion) < 0);
      if (above !== undefined)
        return fails(one.id, "packageBelowCluster", {
          version: one.version,
          cluster: above.name,
          obVersion: above.obVersion,
        });
      return one.version.startsWith("4.1.") ? warns(one.id, "packageFaulty", { version: one.version }) : fits(one.id);
    })
    .toSorted(byRank);
  return judged.map((choice, index) =>
    index === 0 && choice.verdict === "pass" ? { ...choice, code: "packageNewest" } : choice,
  );
}

function judgeCluster(cluster: OcpObCluster, all: OcpObCluster[], rpm: OcpPackage | null): Choice {
  const { id, name, obVersion } = cluster;
  if (rpm !== null && byVersion(rpm.version, obVersion) < 0)
    return fails(id, "packageBelowCluster", { version: rpm.version, cluster: name, obVersion });
  if (!cluster.isRunning) return warns(id, "clusterNotRunning", { status: cluster.status, cluster: name });
  if (cluster.isStandby) return warns(id, "clusterIsStandby", { cluster: name });
  const twin = all.find((other) => other.id !== id && other.name === name);
  return twin === undefined ? fits(id) : warns(id, "clusterNameTwice", { id: twin.obClusterId, cluster: name });
}

const RANK = { pass: 0, warn: 1, unknown: 2, pending: 2, fail: 3 };

function byRank(a: Choice, b: Choice): number {
  return RANK[a.verdict] - RANK[b.verdict];
}

function fits(id: string): Choice {
  return { id, verdict: "pass", code: null, args: {} };
}

function warns(id: string, code: ObproxyProblemCode, args: Args = {}): Choice {
  return { id, verdict: "warn", code, args };
}

function fails(id: string, code: ObproxyProblemCode, args: Args = {}): Choice {
  return { id, verdict: "fail", code, args };
}

function isPort(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) > 1024 && Number(text) < 65_536;
}

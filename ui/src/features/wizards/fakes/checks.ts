import type {
  DraftHost,
  DraftKind,
  IpcError,
  Problem,
  ProblemCode,
  Severity,
  WizardDraft,
  WizardStep,
} from "../../../ipc/generated";
import type { FakeWorld } from "../../../platform/fake/world";
import { canonical } from "./address";

const PLAIN = /^[A-Za-z][\w-]{0,63}$/;
const RESERVED = new Set(["cluster_id", "cluster", "rootPwd", "rootservice_list", "zone", "local_ip", "devname"]);

type Found = Partial<Pick<Problem, "host" | "field" | "args">>;

/** The checks that screens and tests need; the real ones are the console's. */
export function checkDraft(draft: WizardDraft, world: FakeWorld, probed: Set<string>, known: Set<string>): Problem[] {
  const problems: Problem[] = [];
  const add = (step: WizardStep, severity: Severity, code: ProblemCode, found: Found = {}) =>
    problems.push({ step, severity, code, host: null, field: null, args: {}, ...found });
  if (draft.hosts.length === 0) add("hosts", "block", "noHosts", { field: "hosts" });
  const seen = new Map<string, number>();
  draft.hosts.forEach((host, index) => {
    const field = `hosts[${index}].address`;
    const address = canonical(host.address);
    if (!PLAIN.test(host.zone)) {
      add("hosts", "block", host.zone === "" ? "zoneMissing" : "zoneNameInvalid", {
        field: `hosts[${index}].zone`,
        host: host.address,
      });
    }
    if (address === null) return add("hosts", "block", "addressMalformed", { field, host: host.address });
    const first = seen.get(address);
    if (first !== undefined)
      return add("hosts", "block", "addressDuplicate", { field, host: address, args: { other: String(first + 1) } });
    seen.set(address, index);
    if (!probed.has(address)) return add("hosts", "block", "hostNotProbed", { field, host: address });
    checkHost(world, address, field, host, add, draft.kind);
    checkSize(draft, world, address, add);
    return undefined;
  });
  const zones = new Set(draft.hosts.map((host) => host.zone)).size;
  if (draft.kind === "init" && zones > 1 && zones % 2 === 0)
    add("hosts", "warn", "zoneCountEven", { args: { count: String(zones) } });
  if (draft.kind === "init") checkCluster(draft, add);
  draft.parameters.forEach(({ name, value }, index) => {
    const field = `parameters[${index}].value`;
    if (RESERVED.has(name))
      add("resources", "block", "parameterNameReserved", { field: `parameters[${index}].name`, args: { name } });
    else if (!known.has(name))
      add("resources", "warn", "parameterUnknown", { field: `parameters[${index}].name`, args: { name } });
    if (value === "") add("resources", "block", "parameterValueMissing", { field, args: { name } });
    else if (value.includes(",")) add("resources", "block", "parameterValueComma", { field, args: { name } });
    else if (/_(limit|size|memory)$/.test(name) && !/^\d+[KMGT]B?$/i.test(value)) {
      add("resources", "block", "parameterValueInvalid", { field, args: { name, expected: "8G, 512M" } });
    }
  });
  return problems;
}

type Add = (step: WizardStep, severity: Severity, code: ProblemCode, found?: Found) => void;

function checkHost(
  world: FakeWorld,
  address: string,
  field: string,
  { agentPassword, setPassword }: DraftHost,
  add: Add,
  kind: DraftKind,
): void {
  const here = { field, host: address };
  const probe = world.hosts.get(address);
  if (probe?.facts == null) {
    const known = probe?.problem ?? null;
    const args = { detail: known?.message ?? "", offered: known?.detail ?? "" };
    return add("hosts", "block", UNANSWERED[known?.code ?? "unreachable"] ?? "hostUnreachable", { ...here, args });
  }
  const { facts } = probe;
  if (facts.keyChange !== null)
    add("hosts", "block", "keyChanged", {
      ...here,
      args: { pinned: facts.keyChange.pinned, offered: facts.keyChange.offered },
    });
  if (facts.acceptsBareCalls) add("hosts", "warn", "acceptsBareCalls", here);
  if (facts.keyBits <= 512)
    add("preflight", "warn", "keyShort", { host: address, args: { bits: String(facts.keyBits) } });
  if (Math.abs(facts.clockOffsetMs) >= 50) {
    const offsetMs = String(Math.round(facts.clockOffsetMs));
    const hard = Math.abs(facts.clockOffsetMs) >= 500;
    add("preflight", hard ? "block" : "warn", "clockOffset", {
      host: address,
      args: { offsetMs, limitMs: hard ? "500" : "50" },
    });
  }
  if (kind === "scaleOut" && facts.identity === "CLUSTER AGENT") add("hosts", "block", "hostIsMember", here);
  else if (facts.identity !== "SINGLE")
    add("hosts", "block", "hostNotSingle", { ...here, args: { identity: facts.identity, zone: facts.zone } });
  if (facts.obVersion === "") add("hosts", "block", "obVersionMissing", here);
  if (kind === "scaleOut" && facts.obVersion > CLUSTER_VERSION) {
    const args = { version: facts.obVersion.split("-")[0] ?? "", cluster: "4.3.5.1" };
    add("hosts", "block", "obVersionHigher", { ...here, args });
  }
  if (!facts.passwordSet && !setPassword) add("hosts", "warn", "agentOpen", here);
  if (facts.passwordSet && facts.resources === null)
    add("hosts", "block", agentPassword !== null ? "agentPasswordWrong" : "agentPasswordNeeded", here);
}

const UNANSWERED: Partial<Record<IpcError["code"], ProblemCode>> = {
  notObshell: "hostNotObshell",
  certificateNotTrusted: "certificateNotTrusted",
  route: "routeUnreachable",
};
const GB = 1024 ** 3;
const CLUSTER_VERSION = "4.3.5.1-101000042025031818";

/** What the host has against what the draft wants of it. */
function checkSize({ parameters }: WizardDraft, world: FakeWorld, address: string, add: Add): void {
  const resources = world.hosts.get(address)?.facts?.resources ?? null;
  const busy = world.busyPorts.get(address);
  if (busy !== undefined) add("preflight", "block", "portsAnswer", { host: address, args: { ports: busy } });
  if (resources === null) return;
  const wanted =
    parameters.find(({ name, scope }) => name === "memory_limit" && scope.type === "cluster")?.value ?? "0";
  if (resources.memoryAvailable < Number.parseFloat(wanted) * GB) {
    const available = `${(resources.memoryAvailable / GB).toFixed(1)} GB`;
    add("resources", "warn", "memoryShort", { host: address, args: { needed: wanted, available } });
  }
  if (resources.openFiles !== null && resources.openFiles < 655_350) {
    const hard = resources.openFiles < 20_000;
    const args = { value: String(resources.openFiles), limit: hard ? "20000" : "655350" };
    add("preflight", hard ? "block" : "warn", "openFilesLow", { host: address, args });
  }
}

function checkCluster({ cluster }: WizardDraft, add: Add): void {
  const at = (name: string) => ({ field: `cluster.${name}` });
  if (!/^[1-9]\d{0,8}$/.test(cluster.id)) add("cluster", "block", "clusterIdInvalid", at("id"));
  if (cluster.name === "") add("cluster", "block", "clusterNameMissing", at("name"));
  else if (!PLAIN.test(cluster.name)) add("cluster", "block", "clusterNameInvalid", at("name"));
  if (cluster.rootPassword === null) add("cluster", "block", "rootPasswordMissing", at("rootPassword"));
  else if (cluster.rootPassword.weak) add("cluster", "warn", "rootPasswordWeak", at("rootPassword"));
  if (cluster.createProxyroUser && cluster.proxyroPassword === null)
    add("cluster", "block", "proxyroPasswordMissing", at("proxyroPassword"));
}

import type {
  Check,
  CheckGroup,
  CheckValue,
  CheckWord,
  HostFacts,
  Preflight,
  PreflightCell,
  Problem,
  ProblemCode,
  WizardDraft,
} from "../../../ipc/generated";
import type { FakeWorld } from "../../../platform/fake/world";
import { canonical } from "./address";

const GROUPS: [CheckGroup, Check[]][] = [
  ["agent", ["answers", "key", "address", "zone", "identity", "agentPassword", "lock"]],
  ["agent", ["obshellVersion", "obVersion", "architecture"]],
  ["resources", ["clockOffset", "memory", "cpuCores", "dataDisk", "logDisk"]],
  ["limits", ["openFiles", "processes", "aioRequests", "memoryMaps", "stackSize"]],
  ["network", ["ports"]],
];

const CHECK_OF: Partial<Record<ProblemCode, Check>> = {
  hostUnreachable: "answers",
  hostNotObshell: "answers",
  certificateNotTrusted: "answers",
  routeUnreachable: "answers",
  keyChanged: "key",
  keyShort: "key",
  hostAddressDiffers: "address",
  hostNotSingle: "identity",
  hostIsMember: "identity",
  acceptsBareCalls: "agentPassword",
  agentOpen: "agentPassword",
  agentPasswordNeeded: "agentPassword",
  agentPasswordWrong: "agentPassword",
  hostUnderMaintenance: "lock",
  obVersionHigher: "obVersion",
  obVersionMissing: "obVersion",
  obshellVersionLower: "obshellVersion",
  clockOffset: "clockOffset",
  memoryShort: "memory",
  diskShort: "dataDisk",
  openFilesLow: "openFiles",
  portsAnswer: "ports",
  zoneIsNew: "zone",
};

const NOT_SIZED: ReadonlySet<Check> = new Set(["dataDisk", "logDisk", "ports"]);

type Progress = { startedAt: number; endedAt: number | null; checking: Set<string>; probed: Set<string> };

/** Checks down, hosts across, as the console lays them out. */
export function matrixOf(draft: WizardDraft, world: FakeWorld, problems: Problem[], progress: Progress): Preflight {
  const hosts = draft.hosts.map(({ address, zone }) => ({ address: canonical(address) ?? address, zone }));
  const shown = new Set<Problem>();
  const rows = GROUPS.flatMap(([group, checks]) =>
    checks
      .filter((check) => draft.kind !== "join" || !NOT_SIZED.has(check))
      .map((check) => ({
        check,
        group,
        need: needOf(check, draft),
        cells: hosts.map(({ address, zone }): PreflightCell => {
          const problem = problems.find(({ code, host }) => host === address && CHECK_OF[code] === check) ?? null;
          if (problem !== null) shown.add(problem);
          if (!progress.probed.has(address)) return { verdict: "pending", value: null, problem: null, command: null };
          const value = check === "zone" ? text(zone) : valueOf(check, world, address);
          const fine = value === null ? ("unknown" as const) : ("pass" as const);
          const verdict = problem === null ? fine : problem.severity === "block" ? "fail" : "warn";
          return { verdict, value, problem, command: problem === null ? null : commandOf(problem) };
        }),
      })),
  );
  const overall = problems.filter(
    (problem) => (problem.step === "hosts" || problem.step === "preflight") && !shown.has(problem),
  );
  return {
    startedAt: progress.startedAt,
    endedAt: progress.endedAt,
    hosts: hosts.map(({ address, zone }) => ({
      address,
      zone,
      checking: progress.checking.has(address),
      tookMs: progress.probed.has(address) ? 180 : null,
      problem: progress.probed.has(address) ? (world.hosts.get(address)?.problem ?? null) : null,
    })),
    rows,
    overall: overall.filter(({ code }) => code !== "hostNotProbed"),
  };
}

function needOf(check: Check, { kind, parameters }: WizardDraft): CheckValue | null {
  const size = (name: string) => {
    const value = parameters.find((one) => one.name === name && one.scope.type === "cluster")?.value;
    return value === undefined ? null : bytes(Number.parseFloat(value) * 1024 ** 3);
  };
  if (check === "key") return count(1024);
  if (check === "address") return word("sameAddress");
  if (check === "identity") return text("SINGLE");
  if (check === "lock" || check === "ports") return word("free");
  if (check === "obshellVersion" || check === "obVersion" || check === "architecture") return word("equal");
  if (check === "clockOffset") return { type: "milliseconds", value: 50 };
  if (check === "memory") return kind === "join" ? null : size("memory_limit");
  if (check === "dataDisk") return size("datafile_size");
  if (check === "logDisk") return size("log_disk_size");
  if (check === "openFiles") return count(655_350);
  if (check === "processes") return count(4096);
  if (check === "aioRequests") return count(1_048_576);
  if (check === "memoryMaps") return count(655_360);
  return check === "stackSize" ? text("unlimited") : null;
}

function valueOf(check: Check, world: FakeWorld, address: string): CheckValue | null {
  const facts = world.hosts.get(address)?.facts ?? null;
  if (facts === null) return check === "answers" ? word("silent") : null;
  if (check === "ports") return word(world.busyPorts.has(address) ? "inUse" : "free");
  return factOf(check, facts, address);
}

function factOf(check: Check, facts: HostFacts, address: string): CheckValue | null {
  const { resources } = facts;
  const disk = resources?.disks[0];
  if (check === "answers") return { type: "milliseconds", value: facts.latencyMs };
  if (check === "key") return facts.keyChange === null ? count(facts.keyBits) : word("changed");
  if (check === "address") return facts.agentAddress === address ? word("sameAddress") : text(facts.agentAddress);
  if (check === "identity") return text(facts.identity);
  if (check === "agentPassword") return word(!facts.passwordSet ? "notSet" : resources === null ? "wrong" : "set");
  if (check === "lock") return word(facts.underMaintenance ? "held" : "free");
  if (check === "obshellVersion") return text(facts.obshellVersion);
  if (check === "obVersion") return facts.obVersion === "" ? null : text(facts.obVersion);
  if (check === "architecture") return text(facts.architecture);
  if (check === "clockOffset") return { type: "milliseconds", value: facts.clockOffsetMs };
  if (resources === null) return null;
  if (check === "memory") return bytes(resources.memoryAvailable);
  if (check === "cpuCores") return count(resources.cpuCores);
  if (check === "dataDisk" || check === "logDisk") return disk === undefined ? null : bytes(disk.total - disk.used);
  if (check === "openFiles") return resources.openFiles === null ? null : count(resources.openFiles);
  if (check === "processes") return resources.processes === null ? null : count(resources.processes);
  return null;
}

function commandOf({ code }: Problem): string | null {
  if (code === "hostUnreachable") return "obshell agent start";
  if (code === "clockOffset") return "sudo systemctl enable --now chronyd\nsudo chronyc makestep";
  if (code === "memoryShort") return "free -h\nps -eo pid,rss,comm --sort=-rss | head";
  if (code === "openFilesLow")
    return "echo 'admin - nofile 655350' | sudo tee -a /etc/security/limits.conf\nobshell agent restart";
  return code === "portsAnswer" ? "sudo ss -ltnp 'sport = :2881 or sport = :2882'" : null;
}

const text = (value: string): CheckValue => ({ type: "text", text: value });
const count = (value: number): CheckValue => ({ type: "count", value });
const bytes = (value: number): CheckValue => ({ type: "bytes", value });
const word = (value: CheckWord): CheckValue => ({ type: "word", word: value });

export const SCRIPT =
  "#!/bin/sh\n# Reads on a host what its obshell agent cannot tell, and changes nothing.\ncat /proc/sys/fs/aio-max-nr\n";

import type { ClusterView, HostUsage, TaskNote } from "../../../ipc/generated";
import { task } from "../../connections/fakes/connections";
import { actions, GB, host, of, TB, tenant, view, zone } from "./build";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Nine hosts in three zones, an upgrade that failed and holds the lock, and one host in the middle of it. */
export function nine(connectionId: string, now: number): ClusterView {
  const upgrade: TaskNote = {
    ...task("OB rolling upgrade 4.3.5.2", "failed", { done: 8, total: 31, holdsLock: true }),
    startedAt: now - 4.4 * HOUR,
    endedAt: now - 2.24 * HOUR,
  };
  const proxy = task("Upgrade obproxy", "running", { done: 7, total: 10, startedAt: now - 32 * MINUTE });
  const zones = [
    zone("zone1", [
      host("10.10.20.1", "zone1", { rootService: true, usage: usage(6.7, 45, 1.16) }),
      host("10.10.20.4", "zone1", { usage: usage(6.1, 44, 1.14), clockOffsetMs: -1 }),
      host("10.10.20.7", "zone1", { usage: usage(5.6, 43, 1.1), clockOffsetMs: 3 }),
    ]),
    zone("zone2", [
      host("10.10.20.2", "zone2", { usage: usage(7, 46, 1.76), clockOffsetMs: 4, outliers: ["diskFull"] }),
      host("10.10.20.5", "zone2", { usage: usage(6.4, 45, 1.12), clockOffsetMs: 1 }),
      host("10.10.20.8", "zone2", { usage: usage(5, 42, 1.08) }),
    ]),
    zone("zone3", [
      host("10.10.20.3", "zone3", { usage: usage(6.6, 45, 1.14) }),
      host("10.10.20.6", "zone3", {
        usage: usage(1.9, 21, 1.12),
        clockOffsetMs: 1,
        observer: "starting",
        obVersion: "4.3.5.2-102000042025061218",
        outliers: ["obVersion"],
        task: upgrade,
      }),
      host("10.10.20.9", "zone3", { usage: usage(5.8, 43, 1.1), clockOffsetMs: -2 }),
    ]),
  ];
  const idcs = ["sh-1", "sh-2", "hz-1"];
  return view(connectionId, now, {
    usage: { cpu: of(96, 144), memory: of(402, 576, GB), disk: of(10.6, 18, TB) },
    zones: zones.map((one, index) => ({
      ...one,
      idc: idcs[index] ?? "",
      hosts: one.hosts.map((each) => ({ ...each, actions: actions(["start", "stop", "scaleIn"], "locked") })),
      actions: actions(["start", "stopZone", "stop", "deleteZone"], "locked"),
    })),
    tenants: [tenant("sys", 11), tenant("trade", 46), tenant("settle", 22), tenant("report", 91)],
    lock: {
      task: upgrade,
      agents: ["10.10.20.6:2886"],
      step: "Start observer",
      host: "10.10.20.6:2886",
      operators: [
        { operator: "retry", off: null },
        { operator: "rollback", off: null },
        { operator: "pass", off: "stepDoesNotAllow" },
      ],
    },
    tasks: [proxy, upgrade],
    recent: [proxy, upgrade, ...past(now)],
    actions: [
      ...actions(["scaleOut", "start", "stop"], "locked"),
      ...actions(["initialize", "join"], "alreadyInitialized"),
    ],
  });
}

/** Tasks of a working day that went well, and one that was rolled back. */
export function past(now: number): TaskNote[] {
  const tasks: TaskNote[] = [
    at("Minor compaction", 22.2, 7),
    at("Cluster backup", 20.4, 58),
    at("Archive log clean", 18, 12),
    at("Backup clean", 14.9, 5),
    { ...at("Cluster scale out", 13.9, 36), state: { kind: "rolledBack", word: "SUCCEED/ROLLBACK" } },
    at("Set parameter", 10.6, 9),
    at("Cluster backup clean", 9.1, 20),
    at("Check agent", 6.2, 6),
  ];
  return tasks.toReversed();

  function at(name: string, hoursAgo: number, minutes: number): TaskNote {
    const startedAt = now - hoursAgo * HOUR;
    return task(name, "succeeded", { done: 6, total: 6, startedAt, endedAt: startedAt + minutes * MINUTE });
  }
}

function usage(cpu: number, memory: number, disk: number): HostUsage {
  return { cpu: of(cpu, 16), memory: of(memory, 64, GB), disk: of(disk, 2, TB) };
}

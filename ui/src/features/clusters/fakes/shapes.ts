import type { ClusterView, HostView } from "../../../ipc/generated";
import { failure } from "../../../platform/fake/world";
import { task } from "../../connections/fakes/connections";
import { freshHost, freshView, GB, host, of, TB, tenant, view, zone } from "./build";
import { past } from "./nine";

/** `count` servers in three zones, a few of them odd. */
export function many(connectionId: string, now: number, count: number): ClusterView {
  const hosts = Array.from({ length: count }, (_, index) => {
    const ip = `10.${20 + Math.floor(index / 200)}.7.${1 + (index % 200)}`;
    return host(ip, `zone${(index % 3) + 1}`, {
      rootService: index === 0,
      usage: {
        cpu: of(3 + ((index * 7) % 90) / 10, 16),
        memory: of(30 + ((index * 5) % 25), 64, GB),
        disk: of(0.7 + ((index * 11) % 100) / 100, 2, TB),
      },
      clockOffsetMs: ((index * 13) % 9) - 4,
      ...oddity(index),
    });
  });
  const names = ["zone1", "zone2", "zone3"];
  return view(connectionId, now, {
    clusterId: "12",
    usage: {
      cpu: of(count * 6, count * 16),
      memory: of(count * 40, count * 64, GB),
      disk: of(count * 1.1, count * 2, TB),
    },
    zones: names.map((name) =>
      zone(
        name,
        hosts.filter((one) => one.zone === name),
      ),
    ),
    tenants: [tenant("sys", 6), tenant("orders", 38), tenant("stock", 61)],
    recent: past(now),
  });
}

function oddity(index: number): Partial<HostView> {
  if (index === 16)
    return { usage: { cpu: of(9, 16), memory: of(52, 64, GB), disk: of(1.82, 2, TB) }, outliers: ["diskFull"] };
  if (index === 22) return { clockOffsetMs: 140, outliers: ["clock"] };
  if (index === 27) return { observer: "processStopped", observerWord: "INACTIVE", outliers: ["observerDown"] };
  return {};
}

export function one(connectionId: string, now: number): ClusterView {
  return view(connectionId, now, {
    zones: [
      zone("zone1", [host("10.30.10.7", "zone1", { rootService: true })], {
        actions: [
          { action: "start", off: "running" },
          { action: "stopZone", off: "lastZone" },
          { action: "deleteZone", off: "lastZone" },
        ],
      }),
    ],
    usage: { cpu: of(6, 16), memory: of(44, 64, GB), disk: of(1.1, 2, TB) },
  });
}

/** A MASTER with two FOLLOWERs, ready for an initialisation. */
export function joined(connectionId: string, now: number): ClusterView {
  return freshView(connectionId, now, [
    zone("zone1", [freshHost("10.20.30.1", "zone1", "MASTER")], FRESH),
    zone("zone2", [freshHost("10.20.30.2", "zone2", "FOLLOWER")], FRESH),
    zone("zone3", [freshHost("10.20.30.3", "zone3", "FOLLOWER", { clockOffsetMs: 73, outliers: ["clock"] })], FRESH),
  ]);
}

/** One agent on its own. */
export function single(connectionId: string, now: number): ClusterView {
  return freshView(connectionId, now, [zone("", [freshHost("10.20.40.1", "", "SINGLE")], FRESH)]);
}

const FRESH = { word: "", region: "", actions: [] };

/** One zone was stopped, one host of another is gone: what was seen of it stays. */
export function partlyDown(connectionId: string, now: number): ClusterView {
  const gone = failure("unreachable", "10.10.30.6:2886: connection timed out");
  return view(connectionId, now, {
    status: "PARTIALLY_AVAILABLE",
    usage: { cpu: of(64, 96), memory: of(270, 384, GB), disk: of(7.1, 12, TB) },
    zones: [
      zone("zone1", [host("10.10.30.1", "zone1", { rootService: true }), host("10.10.30.4", "zone1")]),
      zone(
        "zone2",
        ["10.10.30.2", "10.10.30.5"].map((ip) =>
          host(ip, "zone2", {
            observer: "serviceStopped",
            observerWord: "SERVICE_STOPPED",
            outliers: ["observerDown"],
            actions: [
              { action: "start", off: null },
              { action: "stop", off: "stopped" },
              { action: "scaleIn", off: null },
            ],
          }),
        ),
        {
          word: "INACTIVE",
          actions: [
            { action: "start", off: null },
            { action: "stopZone", off: "stopped" },
            { action: "deleteZone", off: null },
          ],
        },
      ),
      zone(
        "zone3",
        [
          host("10.10.30.3", "zone3"),
          host("10.10.30.6", "zone3", {
            agent: "silent",
            observer: "unavailable",
            stale: true,
            problem: gone,
            latencyMs: null,
            outliers: ["silent"],
            actions: [
              { action: "start", off: "agentSilent" },
              { action: "stop", off: "agentSilent" },
              { action: "scaleIn", off: null },
            ],
          }),
        ],
        {
          actions: [
            { action: "start", off: "running" },
            { action: "stopZone", off: "anotherZoneStopped" },
            { action: "deleteZone", off: null },
          ],
        },
      ),
    ],
    tenants: [tenant("sys", 9), tenant("order", 31), tenant("old", null, "DROPPING")],
    tasks: [task("Stop OB", "failed", { done: 3, total: 6, endedAt: now - 3_600_000, holdsLock: true })],
    recent: past(now),
    actions: [
      { action: "scaleOut", off: null },
      { action: "start", off: null },
      { action: "stop", off: null },
    ],
  });
}

/** The lock is held and nobody knows by what. */
export function lockedByNobody(connectionId: string, now: number): ClusterView {
  const base = many(connectionId, now, 3);
  return { ...base, lock: { task: null, agents: ["10.20.7.2:2886"], step: null, host: null, operators: [] } };
}

/** A task is at work and holds the lock. */
export function lockedByRunning(connectionId: string, now: number): ClusterView {
  const stop = task("Cluster scale out", "running", { done: 4, total: 9, startedAt: now - 250_000, holdsLock: true });
  const base = many(connectionId, now, 3);
  return {
    ...base,
    tasks: [stop],
    recent: [stop, ...base.recent],
    lock: {
      task: stop,
      agents: [],
      step: "Wait remote start finish",
      host: "10.20.7.2:2886",
      operators: [
        { operator: "retry", off: "onlyAfterFailure" },
        { operator: "rollback", off: "onlyAfterFailure" },
        { operator: "cancel", off: null },
      ],
    },
  };
}

import type { HistoryRecord, StateKind } from "../../../ipc/generated";
import type { KeptRecord } from "./state";

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

/** A scale-out of ob_trade that took a minute; `change` for what is different. */
export function record(id: string, kind: StateKind, change: Partial<HistoryRecord> = {}): HistoryRecord {
  return {
    id,
    system: "obshell",
    taskId: id.replace(/^r-/, ""),
    name: "Cluster scale out",
    kind: "scaleOut",
    deed: null,
    subject: "",
    connectionId: "c-ob_trade",
    connectionName: "ob_trade",
    clusterName: "ob_trade",
    environment: "prod",
    state: { kind, word: kind.toUpperCase() },
    startedAt: 0,
    endedAt: 60 * SECOND,
    steps: 12,
    hosts: 3,
    logLines: 214,
    bytes: 48_211,
    ...change,
  };
}

/** What is kept of the tasks that the list of tasks shows. */
export function keptRecords(now: number): KeptRecord[] {
  const ended = (agoMs: number, tookMs: number) => ({ startedAt: now - agoMs - tookMs, endedAt: now - agoMs });
  return [
    {
      record: record("r-14", "failed", {
        name: "OB rolling upgrade 4.3.5.2",
        kind: "opened",
        steps: 31,
        ...ended(2 * HOUR, 660 * SECOND),
      }),
      log: [
        "start sub task Restart observers of zone2, execute times 1",
        "10.10.20.5:2886 observer did not start: port 2882 in use",
        "Error 4012 (HY000): Timeout, query has reached the maximum query timeout: 10000000(us)",
        "sub task Restart observers of zone2 is failed",
      ],
    },
    {
      record: record("r-13", "succeeded", ended(26 * HOUR, 61 * SECOND)),
      log: ["start sub task Start observer, execute times 1", "wait for observer: 3 of 3 answer"],
    },
    {
      record: record("r-12", "passed", { name: "Stop OB", kind: "opened", steps: 3, ...ended(3 * DAY, 19 * SECOND) }),
      log: ["stop observer: SIGTERM sent"],
    },
    {
      record: record("r-proxy", "rolledBack", {
        name: "Add Obproxy",
        kind: "opened",
        hosts: 1,
        steps: 6,
        ...ended(5 * DAY, 44 * SECOND),
      }),
      log: ["proxyro password refused by ob_trade", "rollback: remove /home/admin/obproxy"],
    },
    {
      record: record("r-11", "succeeded", ended(4 * DAY, 58 * SECOND)),
      log: ["start sub task Start observer, execute times 1"],
    },
    {
      record: record("r-9", "succeeded", ended(9 * DAY, 141 * SECOND)),
      log: [
        "start sub task Start observer, execute times 1",
        "query timeout, try again (1 of 5)",
        "query timeout, try again (2 of 5)",
        "wait for observer: 3 of 3 answer",
      ],
    },
  ];
}

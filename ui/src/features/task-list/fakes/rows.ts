import type { IpcError, StateKind, TaskRow, TaskSource } from "../../../ipc/generated";
import { failure } from "../../../platform/fake/world";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const WORDS: Record<StateKind, string> = {
  pending: "PENDING/RUN",
  ready: "READY/RUN",
  running: "RUNNING/RUN",
  succeeded: "SUCCEED/RUN",
  failed: "FAILED/RUN",
  rolledBack: "SUCCEED/ROLLBACK",
  cancelled: "FAILED/CANCEL",
  passed: "SUCCEED/PASS",
  unknown: "PAUSED/RUN",
};

/** A task of ob_trade that succeeded a minute ago; `change` for what is different. */
export function taskRow(key: string, kind: StateKind, change: Partial<TaskRow> = {}): TaskRow {
  const ended = kind !== "running" && kind !== "pending" && kind !== "ready";
  return {
    key,
    system: "obshell",
    place: { type: "cluster" },
    connectionId: "c-ob_trade",
    connectionName: "ob_trade",
    environment: "prod",
    clusterName: "ob_trade",
    taskId: key,
    name: "Start OB",
    kind: null,
    deed: null,
    subject: "",
    state: { kind, word: WORDS[kind] },
    done: ended ? 4 : 1,
    total: 4,
    startedAt: 0,
    endedAt: ended ? MINUTE : null,
    atStep: null,
    holdsLock: false,
    mainTaskId: null,
    operationId: null,
    recordId: null,
    onServer: true,
    ...change,
  };
}

export const OCP: Partial<TaskRow> = {
  system: "ocp",
  place: { type: "ocp" },
  connectionId: "c-ocp-main",
  connectionName: "ocp-main",
  clusterName: "ob_billing",
};

export const FRESH: Partial<TaskRow> = {
  connectionId: "c-ob_order_stage",
  connectionName: "ob_order_stage",
  environment: "stage",
  clusterName: "",
};

export function onAgent(address: string): Partial<TaskRow> {
  return { place: { type: "agent", address } };
}

/** Twelve tasks of three connections, with all that a row can say; and two of single agents that follow one of them. */
export function typicalRows(now: number): TaskRow[] {
  const ended = (agoMs: number, tookMs: number) => ({ startedAt: now - agoMs - tookMs, endedAt: now - agoMs });
  const kept = (recordId: string) => ({ recordId, onServer: false });
  const scaleOut = { name: "Cluster scale out", kind: "scaleOut" as const, done: 12, total: 12 };
  return [
    taskRow("15", "running", {
      name: "Cluster scale out",
      kind: "scaleOut",
      done: 7,
      total: 12,
      startedAt: now - 94 * SECOND,
      atStep: "Start observer",
      holdsLock: true,
      operationId: "running",
    }),
    taskRow("15-a", "failed", {
      ...onAgent("10.10.20.10:2886"),
      name: "Local scale out",
      mainTaskId: "15",
      done: 3,
      total: 5,
      ...ended(62 * SECOND, 20 * SECOND),
    }),
    taskRow("15-b", "failed", {
      ...onAgent("10.10.20.11:2886"),
      name: "Local scale out",
      mainTaskId: "15",
      done: 3,
      total: 5,
      ...ended(60 * SECOND, 21 * SECOND),
    }),
    taskRow("14", "failed", {
      name: "OB rolling upgrade 4.3.5.2",
      done: 4,
      total: 31,
      ...ended(2 * HOUR, 11 * MINUTE),
      atStep: "Restart observers of zone2",
      recordId: "r-14",
    }),
    taskRow("13", "succeeded", { ...scaleOut, ...ended(DAY + 2 * HOUR, 61 * SECOND), recordId: "r-13" }),
    taskRow("11", "succeeded", { ...scaleOut, ...ended(4 * DAY, 58 * SECOND), ...kept("r-11") }),
    taskRow("9", "succeeded", { ...scaleOut, ...ended(9 * DAY, 141 * SECOND), ...kept("r-9") }),
    taskRow("12", "passed", { name: "Stop OB", done: 3, total: 3, ...ended(3 * DAY, 19 * SECOND), ...kept("r-12") }),
    taskRow("proxy", "rolledBack", {
      place: { type: "obProxy", address: "10.10.20.21:2886" },
      name: "Add Obproxy",
      total: 6,
      done: 2,
      ...ended(5 * DAY, 44 * SECOND),
      recordId: "r-proxy",
    }),
    taskRow("ocp-2201", "running", {
      ...OCP,
      name: "Install obproxy",
      taskId: "2201",
      done: 3,
      total: 12,
      startedAt: now - 4 * MINUTE,
      atStep: "Download package",
    }),
    taskRow("ocp-2198", "cancelled", {
      ...OCP,
      name: "Create cluster",
      taskId: "2198",
      done: 20,
      total: 48,
      ...ended(7 * HOUR, 26 * MINUTE),
    }),
    taskRow("ocp-2177", "unknown", { ...OCP, name: "Take over host", taskId: "2177", ...ended(8 * HOUR, 3 * MINUTE) }),
    taskRow("fresh-2", "pending", {
      ...FRESH,
      ...onAgent("10.20.30.2:2886"),
      name: "Join to master",
      kind: "join",
      total: 5,
      done: 0,
      startedAt: null,
      operationId: "freshJournal",
    }),
    taskRow("fresh-1", "succeeded", {
      ...FRESH,
      ...onAgent("10.20.30.1:2886"),
      name: "Join self",
      ...ended(10 * MINUTE, 2400),
    }),
  ];
}

export function source(name: string, change: Partial<TaskSource> = {}): TaskSource {
  return {
    connectionId: `c-${name}`,
    name,
    system: name.startsWith("ocp") ? "ocp" : "obshell",
    live: true,
    readAt: null,
    problem: null,
    ...change,
  };
}

/** Three that are read, one that does not answer, and two that nobody asked. */
export function typicalSources(now: number): TaskSource[] {
  return [
    source("ob_trade", { readAt: now - 2000 }),
    source("ocp-main", { readAt: now - 9000 }),
    source("ob_order_stage", { readAt: now - 3000 }),
    source("ob_report", { readAt: now - 3 * HOUR, problem: silent() }),
    source("ob_order_dev", { live: false }),
    source("ob_mig", { live: false, readAt: now - 2 * DAY }),
  ];
}

function silent(): IpcError {
  return failure("unreachable", "10.20.60.1:2886: connection timed out", { retryable: true });
}

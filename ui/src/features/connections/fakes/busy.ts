import type { FakeWorld } from "../../../platform/fake/world";
import { blankDraft } from "../../wizards/fakes/blank-draft";
import { answering, connection, hosts, operation, task } from "./connections";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A list in full use: every state that a working day has, and runs and drafts without a connection. */
export function busy(world: FakeWorld): void {
  const now = world.now();
  const root = { root: { id: "secret-root", weak: false }, agent: null, ocpUser: null, ocp: null };
  const payments = { group: "Payments", passwords: root };
  const orders = { group: "Orders", passwords: root };
  const pay = answering(connection("ob_pay", "prod", hosts("10.10.10", 3), { settings: payments }), now);
  const trade = answering(connection("ob_trade", "prod", hosts("10.10.20", 9), { settings: payments }), now, {
    clusterId: "3",
    clockOffsetMs: 12,
  });
  const payDev = answering(connection("ob_pay_dev", "dev", ["10.30.10.7:2886"], { settings: payments }), now, {
    obVersion: "4.4.0.0-100000012025071210",
  });
  const order = answering(connection("ob_order", "prod", hosts("10.10.30", 6), { settings: orders }), now, {
    obVersion: "4.3.3.0-100000142024101215",
  });
  world.connections = [
    {
      ...pay,
      state: { ...pay.state, kind: "taskStopped" },
      guard: { level: "typeName", base: "typeName", lowered: null },
    },
    {
      ...trade,
      state: { ...trade.state, kind: "locked" },
      settings: { ...trade.settings, pinned: true, note: "Settles at 02:00 UTC+8. Ask before touching." },
      tasks: [
        task("Upgrade obproxy", "running", { done: 7, total: 10, startedAt: now - 8 * MINUTE, holdsLock: true }),
        task("OB rolling upgrade 4.3.5.2", "failed", { done: 4, total: 31, endedAt: now - 2 * HOUR }),
        task("Cluster scale out", "succeeded", { done: 12, total: 12, endedAt: now - 26 * HOUR }),
        task("Stop OB", "passed", { done: 3, total: 3, endedAt: now - 12 * DAY }),
      ],
    },
    answering(
      connection("ob_pay_stage", "stage", hosts("10.20.10", 3), {
        settings: payments,
        guard: { level: "open", base: "confirm", lowered: { until: now + 11 * MINUTE, reason: "change 4711" } },
      }),
      now,
    ),
    { ...payDev, tasks: [task("Start OB", "failed", { done: 1, total: 4, endedAt: now - 6 * DAY })] },
    {
      ...order,
      state: { ...order.state, kind: "restricted" },
      guard: { level: "readOnly", base: "readOnly", lowered: null },
      tasks: [task("Cluster scale out", "failed", { done: 3, total: 12, endedAt: now - 2 * HOUR })],
    },
    answering(
      connection("ob_order_stage", "stage", hosts("10.20.30", 6), { settings: { group: "Orders", kind: "agent" } }),
      now,
      { warnings: [{ code: "noAgentPassword", agents: ["10.20.30.1:2886"] }] },
    ),
    connection("ob_order_dev", "dev", ["10.30.30.4:2886"], { settings: { group: "Orders" } }),
    answering(
      connection("ocp-main", "prod", ["https://ocp.corp.example:8080"], {
        settings: {
          group: "Platform",
          kind: "ocp",
          passwords: { root: null, agent: null, ocpUser: "dba", ocp: { id: "secret-ocp", weak: false } },
          reach: { tls: { type: "system" }, route: { type: "jump", host: "bastion" }, clientCertificate: null },
        },
        guard: { level: "confirm", base: "confirm", lowered: null },
        tasks: [task("Install obproxy", "running", { done: 3, total: 12, startedAt: now - 2 * MINUTE })],
      }),
      now,
    ),
    old(
      answering(
        connection("ob_report", "stage", hosts("10.20.60", 3), { settings: { group: "Platform" } }),
        now - 3 * DAY,
      ),
    ),
    ...["ob_2019", "ob_2020", "ob_2021", "ob_mig", "ob_trial"].map((name, index) =>
      connection(name, "dev", [`10.40.1.${index + 1}:2886`], { settings: { group: "Archive" } }),
    ),
  ];
  world.preferences.foldedGroups = ["Archive"];
  world.operations = runs(now);
  addDraft(world, "draft-1", "ob_order", "stage", now - 4 * MINUTE);
  addDraft(world, "draft-2", "", "dev", now - 500 * MINUTE);
}

/** Seen before OBDeck was started the last time. */
function old(seen: ReturnType<typeof answering>): ReturnType<typeof answering> {
  return {
    ...seen,
    state: { ...seen.state, live: false, stale: true },
    agents: seen.agents.map((agent) => ({ ...agent, state: "notAsked", latencyMs: null, current: false })),
  };
}

function runs(now: number) {
  return [
    operation("op-pay", {
      connectionId: "c-ob_pay",
      clusterName: "ob_pay",
      environment: "prod",
      state: { kind: "failed", word: "FAILED/RUN" },
      done: 8,
      total: 11,
      startedAt: now - 31 * MINUTE,
      endedAt: now - 22 * MINUTE,
      atStep: "Synchronize agent from cluster",
      hosts: hosts("10.10.10", 3),
    }),
    operation("op-lab", {
      clusterName: "ob_lab",
      state: { kind: "running", word: "RUNNING/RUN" },
      done: 7,
      total: 17,
      startedAt: now - 2 * MINUTE,
      atStep: "Start observer",
      hosts: hosts("10.30.20", 9),
    }),
    operation("op-back", {
      clusterName: "ob_books",
      environment: "prod",
      state: { kind: "rolledBack", word: "SUCCEED/ROLLBACK" },
      done: 3,
      total: 14,
      startedAt: now - 9000 * MINUTE,
      endedAt: now - 8990 * MINUTE,
      hosts: hosts("10.10.40", 2),
    }),
    operation("op-odd", {
      clusterName: "ob_audit",
      environment: "stage",
      state: { kind: "unknown", word: "PAUSED/RUN" },
      done: 5,
      total: 14,
      startedAt: now - 9500 * MINUTE,
      atStep: "Cluster boostrap",
      hosts: ["[fd00:10::41]:2886", "[fd00:10::42]:2886"],
    }),
  ];
}

function addDraft(world: FakeWorld, id: string, name: string, environment: "dev" | "stage", updatedAt: number): void {
  const named = name !== "";
  const draft = blankDraft(id, updatedAt, { environment, step: named ? "resources" : "hosts" });
  draft.cluster.name = name;
  if (named) {
    draft.hosts = hosts("10.20.30", 3).map((address, index) => ({
      address,
      zone: `zone${index + 1}`,
      agentPassword: null,
      setPassword: false,
    }));
  }
  world.drafts.set(id, draft);
}

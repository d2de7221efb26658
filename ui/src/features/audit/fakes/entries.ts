import type { AuditEntry, AuditOutcome } from "../../../ipc/generated";

export function auditEntry(number: number, change: Partial<AuditEntry> = {}): AuditEntry {
  return {
    number,
    at: 0,
    connectionId: "c-pay",
    connectionName: "ob_pay",
    agent: "10.10.10.1:2886",
    call: "POST /api/v1/ob/init",
    outcome: "accepted",
    level: "typeName",
    detail: "name typed; 2001",
    operationId: "failed",
    ...change,
  };
}

const MINUTE = 60_000;

/** One of each kind, over three days. */
export function mixedEntries(now: number): AuditEntry[] {
  const here = { agent: "", operationId: null, level: null };
  const said: [number, Partial<AuditEntry>][] = [
    [1, { call: "POST /api/v1/task/dag/2001", detail: "guard open; 2001", level: "open" }],
    [
      2,
      {
        ...here,
        call: "lower guard to Open for 15 minutes",
        outcome: "done",
        detail: "Night shift: repair of the third host, ticket 4711",
      },
    ],
    [
      4,
      {
        call: "Retry the task of init",
        outcome: "refused",
        level: "readOnly",
        detail: "ob_pay is read-only",
      },
    ],
    [6, { ...here, call: "raise guard to ReadOnly", outcome: "done", detail: null }],
    [
      9,
      {
        agent: "10.10.10.3:2886",
        call: "POST /api/v1/agent/join",
        outcome: "rejected",
        detail:
          "name typed; obshell version inconsistent: 4.3.0.1 here, 4.2.6.0 on 10.10.10.1:2886. All agents of a cluster must be of one version",
      },
    ],
    [10, { call: "start: initialise cluster ob_pay", outcome: "refused", detail: "the name must be typed first" }],
    [
      1500,
      {
        connectionId: "c-order",
        connectionName: "ob_order_stage",
        agent: "10.20.30.1:2886",
        call: "POST /api/v1/obcluster/config",
        outcome: "unknown",
        level: "confirm",
        detail: "confirmed; connection reset by peer while reading the answer",
        operationId: "unknownJournal",
      },
    ],
    [
      1502,
      {
        connectionId: "c-order",
        connectionName: "ob_order_stage",
        agent: "10.20.30.2:2886",
        call: "POST /api/v1/agent/join",
        outcome: "notSent",
        level: "confirm",
        detail: "confirmed; connection to 10.20.30.2:2886 refused",
        operationId: "unknownJournal",
      },
    ],
    [
      1503,
      {
        connectionId: "c-order",
        connectionName: "ob_order_stage",
        agent: "10.20.30.1:2886",
        call: "POST /api/v1/agent/join",
        outcome: "intended",
        level: "confirm",
        detail: "confirmed",
        operationId: "unknownJournal",
      },
    ],
    [
      2900,
      {
        connectionId: null,
        connectionName: "",
        agent: "[fd00:10:20:30::41]:2886",
        call: "trust key SHA256 7c:41:e0:9b:2f:11:08:5d:63:aa:90:4e:c7:1b:d2:55:0e:31:f4:88:6a:9c:27:b0:43:de:15:7f:92:c8:3b:60",
        outcome: "done",
        level: null,
        detail: null,
        operationId: null,
      },
    ],
  ];
  return said.map(([minutes, change], index) =>
    auditEntry(said.length - index, { at: now - minutes * MINUTE, ...change }),
  );
}

const OUTCOMES: AuditOutcome[] = ["accepted", "accepted", "accepted", "notSent", "rejected", "refused", "unknown"];

/** Far more than a screen or a page holds. */
export function manyEntries(count: number, now: number): AuditEntry[] {
  return Array.from({ length: count }, (_, index) =>
    auditEntry(count - index, {
      at: now - index * 7 * MINUTE,
      connectionId: `c-${index % 12}`,
      connectionName: `ob_cluster_${index % 12}`,
      agent: `10.10.${index % 12}.${(index % 9) + 1}:2886`,
      call: index % 3 === 0 ? "POST /api/v1/observer/config" : `POST /api/v1/task/dag/20${index % 90}`,
      outcome: OUTCOMES[index % OUTCOMES.length] ?? "accepted",
      level: index % 2 === 0 ? "confirm" : "typeName",
      detail: index % 2 === 0 ? "confirmed" : "name typed",
    }),
  );
}

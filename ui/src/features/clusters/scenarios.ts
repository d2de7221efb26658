import type { OperationSummary } from "../../ipc/generated";
import type { FakeWorld } from "../../platform/fake/world";

const MINUTE = 60_000;

/** `?scenario=busy`: a home screen in full use. */
export const scenarios: Record<string, (world: FakeWorld) => void> = {
  busy: (world) => {
    const now = world.now();
    world.operations = [
      operation("op-pay", {
        clusterName: "ob_pay",
        environment: "prod",
        state: { kind: "failed", word: "FAILED/RUN" },
        done: 8,
        total: 11,
        startedAt: now - 31 * MINUTE,
        endedAt: now - 22 * MINUTE,
        atStep: "Synchronize agent from cluster",
        hosts: ["10.10.10.1:2886", "10.10.10.2:2886", "10.10.10.3:2886"],
      }),
      operation("op-trade", {
        clusterName: "ob_trade",
        environment: "stage",
        state: { kind: "running", word: "RUNNING/RUN" },
        done: 7,
        total: 17,
        startedAt: now - 2 * MINUTE,
        atStep: "Start observer",
        hosts: Array.from({ length: 9 }, (_, n) => `10.20.10.${n + 1}:2886`),
      }),
      operation("op-lab", {
        clusterName: "ob_lab_with_quite_a_long_name_of_its_own",
        environment: "dev",
        state: { kind: "succeeded", word: "SUCCEED/RUN" },
        done: 14,
        total: 14,
        startedAt: now - 3000 * MINUTE,
        endedAt: now - 2996 * MINUTE,
        hosts: ["10.30.10.7:2886"],
      }),
      operation("op-back", {
        clusterName: "ob_report",
        environment: "prod",
        state: { kind: "rolledBack", word: "SUCCEED/ROLLBACK" },
        done: 3,
        total: 14,
        startedAt: now - 9000 * MINUTE,
        endedAt: now - 8990 * MINUTE,
        hosts: ["10.10.40.1:2886", "10.10.40.2:2886"],
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
    addDraft(world, "draft-1", "ob_order", "stage", now - 4 * MINUTE);
    addDraft(world, "draft-2", "", "dev", now - 500 * MINUTE);
    world.setAside = "/home/dba/.local/share/obdeck/obdeck.db.bad-20261120-164701";
    world.vault = { protection: "memoryOnly", reason: "org.freedesktop.secrets is not provided by any service" };
  },
};

export function operation(id: string, change: Partial<OperationSummary>): OperationSummary {
  return {
    id,
    draftId: null,
    clusterName: "ob_demo",
    environment: "dev",
    state: { kind: "running", word: "RUNNING/RUN" },
    done: 0,
    total: 14,
    startedAt: 0,
    endedAt: null,
    hosts: ["10.10.10.1:2886"],
    atStep: null,
    ...change,
  };
}

function addDraft(world: FakeWorld, id: string, name: string, environment: "dev" | "stage", updatedAt: number): void {
  world.drafts.set(id, {
    id,
    updatedAt,
    step: name === "" ? "hosts" : "resources",
    environment,
    hosts:
      name === ""
        ? []
        : [1, 2, 3].map((n) => ({ address: `10.20.30.${n}:2886`, zone: `zone${n}`, agentPassword: null })),
    cluster: { id: "1", name, rootPassword: null, importScript: true, createProxyroUser: false, proxyroPassword: null },
    parameters: [],
    acceptedWarnings: [],
    operationId: null,
  });
}

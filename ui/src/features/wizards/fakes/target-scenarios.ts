import type { DraftKind, PlanDifference, PlanPreview, WizardDraft } from "../../../ipc/generated";
import type { FakeWorld } from "../../../platform/fake/world";
import { answering, connection } from "../../connections/fakes/connections";
import { answeringHost } from "./hosts";
import { judgedDraft } from "./preflight-scenarios";

/** Wizards for a cluster that is there, and plan files. */
export const targetScenarios: Record<string, (world: FakeWorld) => void> = {
  join: (world) => {
    targetDraft(world, "join");
  },
  "scale-out": (world) => {
    targetDraft(world, "scaleOut");
  },
  "scale-out-troubled": (world) => {
    targetDraft(world, "scaleOut");
    const obVersion = "4.3.5.2-101000042025051818";
    world.hosts.set("10.10.10.7:2886", answeringHost("10.10.10.7:2886", { obVersion }));
    world.hosts.set("10.10.10.8:2886", answeringHost("10.10.10.8:2886", { identity: "CLUSTER AGENT", zone: "zone2" }));
  },
  plan: (world) => {
    judgedDraft(world);
    world.planFile = planPreview();
    world.planComparison = {
      before: planPreview({ importId: "plan-1", file: "ob_order.yaml" }),
      after: planPreview({ importId: "plan-2", file: "ob_order-big.yaml" }),
      differences: DIFFERENCES,
    };
  },
  "plan-refused": (world) => {
    judgedDraft(world);
    world.planFile = planPreview({
      file: "handmade.yaml",
      differences: [],
      refusals: [
        { code: "unknownKey", path: "cluster.nmae", line: 4, args: { key: "nmae" } },
        { code: "missingKey", path: "hosts[2]", line: 12, args: { key: "address" } },
        { code: "wrongType", path: "parameters.memory_limit", line: 19, args: { expected: "text" } },
        { code: "otherKind", path: "kind", line: 2, args: { kind: "scaleOut", wanted: "init" } },
      ],
    });
    world.planComparison = {
      before: planPreview({ importId: "plan-1", file: "ob_order.yaml" }),
      after: planPreview({
        importId: "plan-2",
        file: "newer.yaml",
        refusals: [{ code: "newerVersion", path: "obdeckPlan", line: 1, args: { version: "3", known: "1" } }],
      }),
      differences: [],
    };
  },
};

/** Two hosts for a cluster of three that answers; for `join` its agents are not initialised yet. */
export function targetDraft(world: FakeWorld, kind: Exclude<DraftKind, "init">): WizardDraft {
  const draft = judgedDraft(world);
  const addresses = [1, 2, 3].map((n) => `10.10.10.${n}:2886`);
  const base = connection("ob_order", "stage", addresses);
  const target = answering(base, world.now() - 4000, kind === "join" ? { identity: "MASTER", clusterId: "" } : {});
  if (kind === "join") {
    target.agents = target.agents.map((one, index) => ({ ...one, identity: index === 0 ? "MASTER" : "FOLLOWER" }));
  }
  world.connections = [target];
  draft.kind = kind;
  draft.connectionId = target.id;
  draft.step = "hosts";
  draft.cluster = { ...draft.cluster, name: "", rootPassword: null };
  draft.hosts = [7, 8].map((n) => ({
    address: `10.10.10.${n}:2886`,
    zone: `zone${n - 6}`,
    agentPassword: null,
    setPassword: false,
  }));
  if (kind === "join") draft.parameters = [];
  for (const { address } of draft.hosts) world.hosts.set(address, answeringHost(address, { passwordSet: false }));
  return draft;
}

const DIFFERENCES: PlanDifference[] = [
  { path: "cluster.id", before: "12", after: "14" },
  { path: "hosts 10.10.10.7:2886", before: null, after: "zone1" },
  { path: "hosts 10.10.10.3:2886 zone", before: "zone3", after: "zone2" },
  { path: "parameters cluster memory_limit", before: "16G", after: "24G" },
  { path: "parameters cluster redo_dir", before: "/redo/ob_order", after: null },
];

export function planPreview(change: Partial<PlanPreview> = {}): PlanPreview {
  return {
    importId: "plan-1",
    file: "ob_order-plan.yaml",
    kind: "init",
    clusterName: "ob_order",
    hosts: 7,
    zones: 3,
    parameters: 4,
    refusals: [],
    notes: [{ code: "secretLeftOut", path: "cluster.rootPwd", line: 7, args: { key: "rootPwd" } }],
    differences: DIFFERENCES,
    ...change,
  };
}

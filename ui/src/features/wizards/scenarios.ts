import type { WizardDraft } from "../../ipc/generated";
import { emptyWorld, failure, type FakeWorld } from "../../platform/fake/world";
import { answeringHost, failingHost, fingerprint } from "./fakes/hosts";
import { preflightScenarios } from "./fakes/preflight-scenarios";
import { answerAll, orderDraft } from "./fakes/order";
import { targetScenarios } from "./fakes/target-scenarios";

export { orderDraft } from "./fakes/order";

/** Worlds to look at in a browser: `?scenario=preflight#/wizards/draft-a/preflight`. */
export const scenarios: Record<string, (world: FakeWorld) => void> = {
  default: (world) => answerAll(world),
  wizard: (world) => {
    answerAll(world);
    world.drafts.set("draft-a", orderDraft(world));
  },
  ready,
  ...preflightScenarios,
  ...targetScenarios,
  "ready-prod": (world) => {
    const draft = ready(world);
    draft.environment = "prod";
    answerAll(world);
  },
  "ready-read-only": (world) => {
    const draft = ready(world);
    draft.connectionId = "c-order";
    world.guards.set("c-order", { level: "readOnly", base: "readOnly", lowered: null });
    answerAll(world);
  },
  reached: (world) => {
    answerAll(world);
    const draft = orderDraft(world);
    draft.reach = {
      tls: { type: "pinned", fingerprints: [fingerprint(3)] },
      route: { type: "jump", host: "dba@bastion.corp.example" },
      clientCertificate: null,
    };
    world.drafts.set("draft-a", draft);
    world.hosts.set("10.10.10.2:2886", answeringHost("10.10.10.2:2886", { acceptsBareCalls: true }));
    const untrusted = failure("certificateNotTrusted", "self-signed certificate", { detail: fingerprint(9) });
    world.hosts.set("10.10.10.3:2886", failingHost("10.10.10.3:2886", untrusted));
  },
  troubled: (world) => {
    answerAll(world);
    world.vault = {
      protection: "memoryOnly",
      reason: "org.freedesktop.secrets is not provided by any service",
      setAside: null,
    };
    world.hosts.set("10.10.10.2:2886", failingHost("10.10.10.2:2886"));
    world.hosts.set("10.10.10.3:2886", changedKey("10.10.10.3:2886"));
    world.hosts.set("10.10.10.4:2886", locked("10.10.10.4:2886"));
    world.hosts.set("10.10.10.5:2886", answeringHost("10.10.10.5:2886", { clockOffsetMs: 73, keyBits: 512 }));
    const draft = orderDraft(world);
    draft.cluster = { ...draft.cluster, name: "9 lives", id: "0" };
    draft.parameters = [
      { scope: { type: "cluster" }, name: "memory_limit", value: "lots" },
      { scope: { type: "cluster" }, name: "my_own", value: "1" },
    ];
    world.drafts.set("draft-a", draft);
  },
  forty: (world) => many(world, 40),
  "three-hundred": (world) => many(world, 300),
  practice: (world) => answerAll(world),
  broken: (world) => {
    world.failing.set(
      "home",
      failure("storage", "database disk image is malformed", { detail: "sqlite code 11", retryable: true }),
    );
    world.failing.set("load_draft", failure("notFound", "no such draft"));
  },
};

function ready(world: FakeWorld): WizardDraft {
  answerAll(world);
  const draft = orderDraft(world);
  draft.step = "review";
  draft.cluster.rootPassword = { id: "secret-0", weak: false };
  draft.parameters = [
    { scope: { type: "cluster" }, name: "memory_limit", value: "16G" },
    { scope: { type: "cluster" }, name: "datafile_size", value: "200G" },
    { scope: { type: "cluster" }, name: "data_dir", value: "/data/ob_order" },
    { scope: { type: "server", address: "10.10.10.3:2886" }, name: "memory_limit", value: "12G" },
  ];
  world.drafts.set("draft-a", draft);
  world.hosts.set("10.10.10.3:2886", answeringHost("10.10.10.3:2886", { clockOffsetMs: 73 }));
  return draft;
}

/** A world for tests: six fresh hosts that answer. */
export function freshWorld(now?: () => number): FakeWorld {
  const world = emptyWorld("test", now);
  answerAll(world);
  return world;
}

export function changedKey(address: string) {
  const pinned = fingerprint(1);
  return answeringHost(address, {
    keyChange: { pinned, pinnedAt: Date.UTC(2026, 10, 12, 8), offered: fingerprint(7) },
    resources: null,
  });
}

export function locked(address: string) {
  return answeringHost(address, {
    resources: null,
    resourcesProblem: failure("unauthorized", "password required", {
      agentCode: "Security.User.PermissionDenied",
      traceId: "5f0c9a21e7b4d386",
    }),
  });
}

function many(world: FakeWorld, count: number): void {
  const draft = orderDraft(world);
  draft.hosts = Array.from({ length: count }, (_, index) => ({
    address: `10.20.${Math.floor(index / 200)}.${(index % 200) + 1}:2886`,
    zone: `zone${(index % 3) + 1}`,
    agentPassword: null,
    setPassword: false,
  }));
  draft.hosts.forEach(({ address }, index) =>
    world.hosts.set(address, index % 17 === 11 ? failingHost(address) : answeringHost(address)),
  );
  world.drafts.set(draft.id, draft);
}

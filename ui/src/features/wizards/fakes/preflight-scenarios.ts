import type { HostFacts, HostResources, WizardDraft } from "../../../ipc/generated";
import type { FakeWorld } from "../../../platform/fake/world";
import { answeringHost, failingHost } from "./hosts";
import { answerAll, orderDraft } from "./order";

const GB = 1024 ** 3;

/** Pre-flights to look at. */
export const preflightScenarios: Record<string, (world: FakeWorld) => void> = {
  preflight: (world) => {
    judgedDraft(world);
    change(world, 3, { clockOffsetMs: 73 });
    change(world, 5, {}, { openFiles: 1024 });
    change(world, 6, {}, { memoryAvailable: 15.2 * GB });
  },
  "preflight-well": (world) => {
    judgedDraft(world);
  },
  "preflight-all-failing": (world) => {
    const draft = judgedDraft(world);
    draft.hosts.forEach(({ address }, index) => {
      change(world, index + 1, { clockOffsetMs: 900, identity: "FOLLOWER", zone: "zone1" }, { openFiles: 1024 });
      world.busyPorts.set(address, "2881, 2882");
    });
  },
  "preflight-silent": (world) => {
    const draft = judgedDraft(world);
    for (const { address } of draft.hosts.slice(0, 2)) world.hosts.set(address, failingHost(address));
  },
  "preflight-all-silent": (world) => {
    const draft = judgedDraft(world);
    for (const { address } of draft.hosts) world.hosts.set(address, failingHost(address));
  },
  "preflight-thirty": (world) => {
    const draft = judgedDraft(world);
    draft.hosts = Array.from({ length: 30 }, (_, index) => ({
      address: `10.20.0.${index + 1}:2886`,
      zone: `zone${(index % 3) + 1}`,
      agentPassword: null,
      setPassword: false,
    }));
    draft.hosts.forEach(({ address }, index) => {
      const clockOffsetMs = index % 9 === 4 ? 73 : index % 5;
      world.hosts.set(address, index % 13 === 11 ? failingHost(address) : answeringHost(address, { clockOffsetMs }));
      if (index === 7 || index === 13) world.busyPorts.set(address, "2881");
    });
  },
};

/** The six hosts with all that a pre-flight compares them with. */
export function judgedDraft(world: FakeWorld): WizardDraft {
  answerAll(world);
  const draft = orderDraft(world);
  draft.step = "preflight";
  draft.cluster.rootPassword = { id: "secret-0", weak: false };
  draft.parameters = Object.entries({
    memory_limit: "16G",
    datafile_size: "200G",
    log_disk_size: "48G",
    data_dir: "/data/ob_order",
    redo_dir: "/redo/ob_order",
  }).map(([name, value]) => ({ scope: { type: "cluster" }, name, value }));
  world.drafts.set(draft.id, draft);
  return draft;
}

/** The nth host, but for what is different. */
export function change(
  world: FakeWorld,
  n: number,
  facts: Partial<HostFacts>,
  resources: Partial<HostResources> = {},
): void {
  const address = `10.10.10.${n}:2886`;
  const host = answeringHost(address, facts);
  if (host.facts?.resources != null) host.facts.resources = { ...host.facts.resources, ...resources };
  world.hosts.set(address, host);
}

import type { AgentProxy, ObproxyDraft, ObproxyFinding, UploadProgress } from "../../../../ipc/generated";
import type { FakeWorld } from "../../../../platform/fake/world";

/** What the fake knows of the OBProxy of agents. Tests read and change it freely. */
export type FakeProxies = {
  /** By connection. */
  fleets: Map<string, AgentProxy[]>;
  drafts: Map<string, ObproxyDraft>;
  /** Findings that the next impact has besides its own. */
  findings: ObproxyFinding[];
  /** What the next impact wants to be typed. */
  toType: string | null;
  /** Agents that refuse the package. */
  refusing: Set<string>;
  /** The file that the user chooses; null when none is chosen. */
  file: { name: string; size: number } | null;
  /** Uploads that nobody has ended: each goes on when it is called. */
  uploads: Set<() => void>;
  /** What became of uploads that were cancelled: how far each was. */
  cancelled: UploadProgress[];
};

const known = new WeakMap<FakeWorld, FakeProxies>();

export function proxiesOf(world: FakeWorld): FakeProxies {
  const proxies = known.get(world) ?? {
    fleets: new Map(),
    drafts: new Map(),
    findings: [],
    toType: null,
    refusing: new Set(),
    file: { name: "obproxy-ce-4.3.2.0-26.el7.x86_64.rpm", size: 40_265_318 },
    uploads: new Set(),
    cancelled: [],
  };
  known.set(world, proxies);
  return proxies;
}

/** Changes what one agent says. */
export function changeProxy(
  world: FakeWorld,
  connectionId: string,
  agent: string,
  change: (before: AgentProxy) => AgentProxy,
): void {
  const { fleets } = proxiesOf(world);
  const fleet = fleets.get(connectionId) ?? [];
  fleets.set(
    connectionId,
    fleet.map((one) => (one.agent === agent ? change(one) : one)),
  );
}

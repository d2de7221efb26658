import type { ClusterView, ImpactFinding } from "../../../ipc/generated";
import type { FakeWorld } from "../../../platform/fake/world";

/** What the fake knows of clusters, by connection. Tests read and change it freely. */
export type FakeClusters = {
  views: Map<string, ClusterView>;
  watchers: Set<() => void>;
  /** Findings that the next impact has besides its own. */
  findings: ImpactFinding[];
};

const known = new WeakMap<FakeWorld, FakeClusters>();

export function clustersOf(world: FakeWorld): FakeClusters {
  const clusters = known.get(world) ?? { views: new Map(), watchers: new Set(), findings: [] };
  known.set(world, clusters);
  return clusters;
}

/** Changes one cluster and tells whoever watches. */
export function changeCluster(world: FakeWorld, id: string, change: (view: ClusterView) => ClusterView): void {
  const { views, watchers } = clustersOf(world);
  const before = views.get(id);
  if (before === undefined) return;
  views.set(id, change(before));
  for (const tell of watchers) tell();
}

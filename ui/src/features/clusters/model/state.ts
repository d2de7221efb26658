import type {
  ClusterStage,
  ClusterView,
  HostView,
  NodeActionKind,
  NodeActionView,
  ObserverState,
  ZoneView,
} from "../../../ipc/generated";
import type { ShownState } from "../../../shared/state/state-icon";

const ICONS: Record<ObserverState, ShownState> = {
  notDeployed: "ready",
  running: "succeeded",
  starting: "running",
  stopping: "running",
  serviceStopped: "warning",
  processStopped: "failed",
  deleting: "running",
  unavailable: "failed",
  unknown: "unknown",
};

/** What a host's icon says; of one that is old nothing is known now. */
export function hostIcon({ stale, observer, agent, task }: HostView): ShownState {
  if (stale) return "unknown";
  if (task !== null && task.state.kind === "running") return "running";
  if (observer !== "notDeployed") return ICONS[observer];
  return agent === "answers" ? "succeeded" : agent === "notAsked" ? "unknown" : "failed";
}

/** How many of a zone's hosts do what is expected of them (serve, or answer before there is a server), and how many are old. */
export function wellIn({ hosts }: ZoneView, stage: ClusterStage): { well: number; old: number; total: number } {
  const fresh = hosts.filter(({ stale }) => !stale);
  const well = fresh.filter((host) => (stage === "agents" ? answers(host) : host.observer === "running"));
  return { well: well.length, old: hosts.length - fresh.length, total: hosts.length };
}

/** The same cluster with every host marked as old, for when nothing of it is read any more. */
export function asOld(cluster: ClusterView): ClusterView {
  const zones = cluster.zones.map((zone) => ({
    ...zone,
    hosts: zone.hosts.map((host) => (host.stale ? host : { ...host, stale: true })),
  }));
  return { ...cluster, zones };
}

export function hostsOf(zones: ZoneView[]): HostView[] {
  return zones.flatMap(({ hosts }) => hosts);
}

/** What a host is called on the screen: by its SQL address once there is one. */
export function hostName({ sqlAddress, address }: Pick<HostView, "sqlAddress" | "address">): string {
  return sqlAddress ?? address;
}

/** Also what stops or goes away: drawn as such. */
export function isDestructive(action: NodeActionKind): boolean {
  return DESTRUCTIVE.has(action);
}

export function findAction(actions: NodeActionView[], kind: NodeActionKind): NodeActionView | null {
  return actions.find(({ action }) => action === kind) ?? null;
}

const DESTRUCTIVE: ReadonlySet<NodeActionKind> = new Set([
  "remove",
  "removeAll",
  "scaleIn",
  "stop",
  "stopZone",
  "deleteZone",
]);

function answers({ agent }: HostView): boolean {
  return agent === "answers";
}

import type { ClusterView, IpcError } from "../../../ipc/generated";
import { share } from "../../tasks/model/share";

export type ClusterState = {
  /** Null until the first event. */
  cluster: ClusterView | null;
  /** When each host was last read with the rest, by agent address. */
  seenAt: ReadonlyMap<string, number>;
  /** Why nothing more is heard. */
  problem: IpcError | null;
};

export type Told = { type: "event"; cluster: ClusterView } | { type: "lost"; problem: IpcError };

export const NOTHING_YET: ClusterState = { cluster: null, seenAt: new Map(), problem: null };

/** Old data stays when the stream is lost; a host that did not change stays the same object. */
export function reduceCluster(state: ClusterState, told: Told): ClusterState {
  if (told.type === "lost") return { ...state, problem: told.problem };
  const cluster = share(state.cluster, told.cluster);
  const unchanged = cluster === state.cluster && state.problem === null;
  return unchanged ? state : { cluster, seenAt: seenIn(state.seenAt, cluster), problem: null };
}

function seenIn(before: ReadonlyMap<string, number>, { zones, readAt }: ClusterView): ReadonlyMap<string, number> {
  if (readAt === null) return before;
  const now = new Map(before);
  for (const { address, stale } of zones.flatMap(({ hosts }) => hosts)) if (!stale) now.set(address, readAt);
  return now;
}

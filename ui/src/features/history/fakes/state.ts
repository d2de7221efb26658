import type { HistoryRecord, RunComparison } from "../../../ipc/generated";
import type { FakeWorld } from "../../../platform/fake/world";

/** A record, and the lines of its logs. */
export type KeptRecord = { record: HistoryRecord; log: string[] };

/** What the fake has kept of the past. Tests read and change it freely. */
export type FakeHistory = {
  /** The newest first. */
  records: KeptRecord[];
  /** By `before after`. */
  comparisons: Map<string, RunComparison>;
};

const known = new WeakMap<FakeWorld, FakeHistory>();

export function historyOf(world: FakeWorld): FakeHistory {
  const history = known.get(world) ?? { records: [], comparisons: new Map() };
  known.set(world, history);
  return history;
}

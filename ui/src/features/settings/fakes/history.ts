import type { HistoryUsage } from "../../../ipc/generated";
import type { FakePart } from "../../../platform/fake/part";
import type { FakeWorld } from "../../../platform/fake/world";

const known = new WeakMap<FakeWorld, HistoryUsage>();

/** How much of the past the fake keeps. Tests and scenarios set it. */
export function usageOf(world: FakeWorld): HistoryUsage {
  const usage = known.get(world) ?? {
    limits: { days: 365, bytes: 1024 ** 3 },
    records: 0,
    bytes: 0,
    oldestAt: null,
  };
  known.set(world, usage);
  return usage;
}

/** What the settings ask of the history. */
export const historyFake: FakePart = (world) => ({
  commands: {
    history_usage: () => usageOf(world),
    limit_history: (limits) => {
      usageOf(world).limits = limits;
      return usageOf(world);
    },
  },
  also: {
    forget_records: ({ recordIds }) => {
      const usage = usageOf(world);
      const left = Math.max(0, usage.records - recordIds.length);
      usage.bytes = usage.records === 0 ? 0 : Math.round((usage.bytes * left) / usage.records);
      usage.records = left;
      if (left === 0) usage.oldestAt = null;
    },
  },
});

import type { FakeWorld } from "../../platform/fake/world";
import { comparison, longComparison } from "./fakes/comparison";
import { keptRecords, record } from "./fakes/records";
import { historyOf } from "./fakes/state";

/** `?scenario=tasks#/history/compare/r-9/r-13` */
export const scenarios: Record<string, (world: FakeWorld) => void> = {
  tasks: (world) => {
    const now = world.now();
    historyOf(world).records = keptRecords(now);
    historyOf(world).comparisons.set("r-9 r-13", comparison(now));
  },
  "tasks-huge": (world) => {
    const now = world.now();
    historyOf(world).comparisons.set("r-9 r-13", longComparison(now, 2000));
    historyOf(world).records = Array.from({ length: 400 }, (_, index) => {
      const endedAt = now - index * 3_600_000;
      return {
        record: record(`r-${index}`, index % 6 === 0 ? "failed" : "succeeded", {
          startedAt: endedAt - 60_000,
          endedAt,
        }),
        log: Array.from({ length: index % 40 }, (_, line) => `query timeout, try again (${line + 1} of 40)`),
      };
    });
  },
};

import { failure, type FakeWorld } from "../../platform/fake/world";
import { manyEntries, mixedEntries } from "./fakes/entries";

/** `?scenario=audited#/audit` */
export const scenarios: Record<string, (world: FakeWorld) => void> = {
  audited: (world) => {
    world.audit = mixedEntries(world.now());
  },
  "audited-huge": (world) => {
    world.audit = manyEntries(5000, world.now());
  },
  broken: (world) => {
    world.failing.set("audit", failure("storage", "database disk image is malformed", { retryable: true }));
  },
};

import type { AuditEntry } from "../../ipc/generated";
import type { FakePart } from "../../platform/fake/part";

const FINE = new Set<AuditEntry["outcome"]>(["accepted", "done"]);

export const fake: FakePart = (world) => ({
  commands: {
    audit: ({ before, connectionId, onlyTrouble, limit }) => {
      const found = world.audit.filter(
        (entry) =>
          (before === null || entry.number < before) &&
          (connectionId === null || entry.connectionId === connectionId) &&
          !(onlyTrouble && FINE.has(entry.outcome)),
      );
      return { entries: found.slice(0, limit), more: found.length > limit };
    },
  },
});

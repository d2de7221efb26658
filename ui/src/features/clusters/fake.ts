import type { FakePart } from "../../platform/fake/part";
import { draftSummary } from "../../platform/fake/world";

export const fake: FakePart = (world) => ({
  commands: {
    home: () => ({ drafts: [...world.drafts.values()].map(draftSummary), operations: world.operations }),
    forget_operation: ({ operationId }) => {
      world.operations = world.operations.filter((operation) => operation.id !== operationId);
      return {};
    },
  },
});

import type { FakePart } from "../../platform/fake/part";

export const fake: FakePart = (world) => ({
  commands: {
    app_info: () => ({
      version: "0.1.0",
      vault: world.vault,
      practice: { running: world.practice.length > 0, agents: world.practice },
      setAside: world.setAside,
      startAt: world.startAt,
    }),
    load_preferences: () => world.preferences,
    save_preferences: (preferences) => {
      world.preferences = preferences;
      return {};
    },
  },
});

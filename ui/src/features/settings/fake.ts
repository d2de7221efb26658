import type { IpcError, VaultView } from "../../ipc/generated";
import type { FakePart } from "../../platform/fake/part";
import { failure } from "../../platform/fake/world";
import { historyFake } from "./fakes/history";

/** Every passphrase is right but this one: the fake remembers none. */
export const WRONG_PASSPHRASE = "wrong";

export const fake: FakePart = (world) => {
  const become = (change: Partial<VaultView>) => {
    world.vault = { ...world.vault, ...change };
    return world.vault;
  };
  const history = historyFake(world);
  return {
    ...history,
    commands: {
      ...history.commands,
      app_info: () => ({
        version: "0.1.0",
        vault: world.vault,
        practice: { running: world.practice.length > 0, agents: world.practice },
        setAside: world.setAside,
        crashReport: world.crashReport,
        startAt: world.startAt,
      }),
      load_preferences: () => world.preferences,
      save_preferences: (preferences) => {
        world.preferences = preferences;
        return {};
      },
      vault: () => world.vault,
      unlock_vault: ({ passphrase }) => {
        if (passphrase === WRONG_PASSPHRASE) throw refused(failure("wrongPassphrase", "wrong passphrase"));
        return become({ protection: "passphrase" });
      },
      protect_vault: () => become({ protection: "passphrase", reason: null }),
      move_vault_to_keychain: () => {
        const { reason } = world.vault;
        if (reason !== null) throw refused(failure("vault", `keychain: ${reason}`, { retryable: true }));
        return become({ protection: "keychain" });
      },
      forget_secrets: () => {
        world.secrets.clear();
        return world.vault.protection === "locked" ? become({ protection: "keychain" }) : world.vault;
      },
    },
  };
};

/** The window rejects with the plain DTO. */
function refused(problem: IpcError): IpcError {
  return problem;
}

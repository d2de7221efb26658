import { failure, type FakeWorld } from "../../platform/fake/world";

const PATH = "/home/dba/.local/share/obdeck/vault.json.bad-20261120-164701";

/** `?scenario=vault-locked#/settings` */
export const scenarios: Record<string, (world: FakeWorld) => void> = {
  "vault-locked": (world) => {
    world.vault = { protection: "locked", reason: null, setAside: null };
  },
  "vault-passphrase": (world) => {
    world.vault = { protection: "passphrase", reason: null, setAside: null };
  },
  "vault-memory": (world) => {
    world.vault = {
      protection: "memoryOnly",
      reason: "org.freedesktop.secrets is not provided by any service",
      setAside: PATH,
    };
    world.crashReport = "/home/dba/.local/share/obdeck/crashes/2026-11-20T16-47-01.txt";
  },
  broken: (world) => {
    world.failing.set("vault", failure("storage", "permission denied", { detail: PATH, retryable: true }));
  },
};

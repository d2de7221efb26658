import { failure, type FakeWorld } from "../../platform/fake/world";
import { usageOf } from "./fakes/history";

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
  kept: (world) => {
    const oldestAt = world.now() - 83 * 86_400_000;
    Object.assign(usageOf(world), { records: 214, bytes: 50_541_363, oldestAt });
    usageOf(world).limits = { days: 365, bytes: 4 * 1024 ** 3 };
  },
  "history-lost": (world) => {
    world.failing.set("history_usage", failure("storage", "database disk image is malformed", { retryable: true }));
  },
  broken: (world) => {
    world.failing.set("vault", failure("storage", "permission denied", { detail: PATH, retryable: true }));
  },
};

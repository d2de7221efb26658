import type { HostFacts, HostProbe, IpcError } from "../../../ipc/generated";
import { failure } from "../../../platform/fake/world";

const GB = 1024 ** 3;

/** A host that answers as a fresh agent does; `change` for what is different. */
export function answeringHost(address: string, change: Partial<HostFacts> = {}): HostProbe {
  const seed = [...address].reduce((sum, character) => sum + character.charCodeAt(0), 0);
  return {
    address,
    at: 0,
    problem: null,
    facts: {
      agentAddress: address,
      identity: "SINGLE",
      zone: "",
      obshellVersion: "4.3.1.0-12025031818",
      obVersion: "4.3.5.1-101000042025031818",
      architecture: "x86_64",
      homePath: "/home/admin/oceanbase",
      latencyMs: 2 + (seed % 5),
      clockOffsetMs: (seed % 9) - 4,
      fingerprint: fingerprint(seed),
      keyBits: 2048,
      keyChange: null,
      passwordSet: true,
      acceptsBareCalls: false,
      underMaintenance: false,
      resources: {
        os: "Anolis OS 8.9",
        cpuModel: "Intel Xeon Gold 6348",
        cpuCores: 16,
        memoryTotal: 32 * GB,
        memoryAvailable: (28 + (seed % 15) / 10) * GB,
        disks: [{ device: "/dev/vdb", total: 500 * GB, used: (80 + (seed % 20)) * GB }],
        openFiles: 655_350,
        processes: 131_072,
      },
      resourcesProblem: null,
      ...change,
    },
  };
}

export function failingHost(address: string, problem: IpcError = unreachable(address)): HostProbe {
  return { address, at: 0, facts: null, problem };
}

export function unreachable(address: string): IpcError {
  return failure("unreachable", `connection to ${address} refused`, { retryable: true });
}

export function fingerprint(seed: number): string {
  const bytes = Array.from({ length: 32 }, (_, index) =>
    ((seed * 31 + index * 97 + index * index * 13) % 256).toString(16).padStart(2, "0"),
  );
  return `SHA256 ${bytes.join(":")}`;
}

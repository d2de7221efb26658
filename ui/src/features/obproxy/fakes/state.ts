import type {
  IpcError,
  LookUpState,
  ObproxyCluster,
  ObproxyDraft,
  ObproxyParameter,
  ObproxyParameterInfo,
  OcpHost,
  OcpObCluster,
  OcpPackage,
} from "../../../ipc/generated";
import type { FakeWorld } from "../../../platform/fake/world";
import { CATALOGUE } from "./catalogue";

/** One OCP in memory. */
export type FakeOcp = {
  hosts: OcpHost[];
  packages: OcpPackage[];
  obClusters: OcpObCluster[];
  clusters: ObproxyCluster[];
  parameters: ObproxyParameter[];
  catalogue: ObproxyParameterInfo[];
  /** Why it cannot be read now; what was read before is shown. */
  problem: IpcError | null;
  cut: boolean;
};

export type FakeObproxy = { ocps: Map<string, FakeOcp>; drafts: Map<string, ObproxyDraft> };

const known = new WeakMap<FakeWorld, FakeObproxy>();

/** What the fake knows of OBProxy in OCPs. Tests read and change it freely. */
export function obproxyOf(world: FakeWorld): FakeObproxy {
  const state = known.get(world) ?? { ocps: new Map<string, FakeOcp>(), drafts: new Map<string, ObproxyDraft>() };
  known.set(world, state);
  return state;
}

export function emptyOcp(change: Partial<FakeOcp> = {}): FakeOcp {
  return {
    hosts: [],
    packages: [],
    obClusters: [],
    clusters: [],
    parameters: [],
    catalogue: CATALOGUE,
    problem: null,
    cut: false,
    ...change,
  };
}

const OLD_MS = 190_000;

export function lookUpState(world: FakeWorld, { problem, cut }: FakeOcp): LookUpState {
  return { readAt: world.now() - (problem === null ? 2000 : OLD_MS), problem, cut };
}

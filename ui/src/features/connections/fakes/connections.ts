import type {
  AgentView,
  ConnectionFacts,
  ConnectionSettings,
  ConnectionView,
  Environment,
  OperationSummary,
  StateKind,
  TaskNote,
} from "../../../ipc/generated";
import { DIRECT } from "../../../shared/reach/words";
import { fingerprint } from "../../wizards/fakes/hosts";
import { usualGuard } from "../model/guard";
import { USUAL_OCP } from "../model/ocp-options";

/** A connection as it is when nobody was asked yet; `change` for what is different. */
export function connection(
  name: string,
  environment: Environment,
  addresses: string[],
  change: Partial<Omit<ConnectionView, "settings" | "state">> & {
    settings?: Partial<ConnectionSettings>;
    state?: Partial<ConnectionView["state"]>;
  } = {},
): ConnectionView {
  const { settings, state, ...rest } = change;
  const level = usualGuard(environment);
  return {
    id: `c-${name}`,
    guard: { level, base: level, lowered: null },
    facts: null,
    agents: addresses.map((address) => agent(address)),
    tasks: [],
    ...rest,
    settings: {
      name,
      group: "",
      environment,
      kind: "cluster",
      addresses: addresses.slice(0, 1),
      pinned: false,
      reach: DIRECT,
      passwords: { root: null, agent: null, ocpUser: null, ocp: null },
      ocp: USUAL_OCP,
      note: "",
      ...settings,
    },
    state: {
      kind: "notContacted",
      live: false,
      stale: false,
      answeredAt: null,
      problem: null,
      password: null,
      ...state,
    },
  };
}

export function agent(address: string, change: Partial<AgentView> = {}): AgentView {
  return {
    address,
    zone: "",
    identity: "",
    given: true,
    state: "notAsked",
    latencyMs: null,
    current: false,
    keyChange: null,
    certificate: null,
    problem: null,
    ...change,
  };
}

/** The same connection once it answers. */
export function answering(base: ConnectionView, at: number, change: Partial<ConnectionFacts> = {}): ConnectionView {
  const seed = [...base.settings.name].reduce((sum, character) => sum + character.charCodeAt(0), 0);
  const [first] = base.agents;
  const fresh = base.settings.kind === "agent";
  const ocp = base.settings.kind === "ocp";
  return {
    ...base,
    state: {
      ...base.state,
      kind: fresh ? "notInitialized" : ocp ? "signedIn" : "available",
      live: true,
      stale: false,
      answeredAt: at,
      problem: null,
      password: null,
    },
    facts: {
      clusterName: fresh || ocp ? "" : base.settings.name,
      clusterId: fresh || ocp ? "" : String(1 + (seed % 20)),
      obVersion: ocp ? "4.3.5" : "4.3.5.1-101000042025031818",
      obshellVersion: ocp ? "" : "4.3.1.0-12025031818",
      identity: fresh ? "SINGLE" : ocp ? "" : "CLUSTER AGENT",
      agent: first?.address ?? "",
      latencyMs: 2 + (seed % 6),
      clockOffsetMs: (seed % 40) - 12,
      fingerprint: ocp ? "" : fingerprint(seed),
      keyBits: 1024,
      warnings: [],
      ...change,
    },
    agents: base.agents.map((one, index) => ({
      ...one,
      zone: fresh ? "" : `zone${(index % 3) + 1}`,
      identity: fresh ? "SINGLE" : "CLUSTER AGENT",
      given: index === 0,
      state: "answers",
      latencyMs: 2 + ((seed + index) % 6),
      current: index === 0,
    })),
  };
}

export function task(name: string, kind: StateKind, change: Partial<TaskNote> = {}): TaskNote {
  return {
    id: `dag-${name}`,
    name,
    state: { kind, word: kind.toUpperCase() },
    done: 0,
    total: 10,
    startedAt: null,
    endedAt: null,
    holdsLock: false,
    operationId: null,
    ...change,
  };
}

export function operation(id: string, change: Partial<OperationSummary>): OperationSummary {
  return {
    id,
    draftId: null,
    connectionId: null,
    system: "obshell",
    kind: "init",
    deed: null,
    subject: "",
    clusterName: "ob_demo",
    environment: "dev",
    state: { kind: "running", word: "RUNNING/RUN" },
    done: 0,
    total: 14,
    startedAt: 0,
    endedAt: null,
    hosts: ["10.10.10.1:2886"],
    atStep: null,
    ...change,
  };
}

export function hosts(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}.${index + 1}:2886`);
}

import type {
  AuditEntry,
  ConnectionProbe,
  ConnectionView,
  DraftSummary,
  GuardView,
  HostProbe,
  ImportPreview,
  WizardDraft,
  IpcError,
  OperationSummary,
  PlanComparison,
  PlanPreview,
  Preferences,
  VaultView,
} from "../../ipc/generated";

/** All that the fake remembers. Tests read and change it freely. */
export type FakeWorld = {
  scenario: string;
  now: () => number;
  /** Milliseconds that every call takes; 0 answers in a microtask. */
  delayMs: number;
  preferences: Preferences;
  vault: VaultView;
  practice: string[];
  setAside: string | null;
  startAt: string | null;
  crashReport: string | null;
  /** In display order. */
  connections: ConnectionView[];
  /** Called after a change of `connections`, so that whoever watches them hears of it. */
  connectionWatchers: Set<() => void>;
  /** What asking tells, by address as typed; an address that is not here cannot be reached. */
  connectionProbes: Map<string, ConnectionProbe>;
  /** By connection id, for connections that are not on the list. */
  guards: Map<string, GuardView>;
  /** The newest first. */
  audit: AuditEntry[];
  /** What is in the file that the user chooses; null when none is chosen. */
  importFile: ImportPreview | null;
  /** Where an export is written; null when the user chooses no file. */
  exportPath: string | null;
  /** What is in the plan file that the user chooses; null when none is chosen. */
  planFile: PlanPreview | null;
  planComparison: PlanComparison | null;
  /** Where a plan is written; null when the user chooses no file. */
  planPath: string | null;
  /** Which operation the task file shows that the user chooses; null when none is chosen. */
  taskFile: string | null;
  /** Where a task is exported and a log is saved, without the ending; null when the user chooses no file. */
  taskPath: string | null;
  drafts: Map<string, WizardDraft>;
  operations: OperationSummary[];
  /** Probes by canonical address; an address that is not here cannot be reached. */
  hosts: Map<string, HostProbe>;
  /** Ports that something answers at already, by canonical address of the host's agent. */
  busyPorts: Map<string, string>;
  /** Lengths only: the fake keeps no secret either. */
  secrets: Map<string, number>;
  /** Commands that fail, and how. */
  failing: Map<string, IpcError>;
  /** Every call made, for tests. */
  calls: { command: string; request: unknown }[];
  nextId: number;
};

export function emptyWorld(scenario = "default", now: () => number = Date.now): FakeWorld {
  return {
    scenario,
    now,
    delayMs: 0,
    preferences: {
      theme: "system",
      language: "system",
      panes: {},
      foldedGroups: [],
      notices: { finished: true, failed: true, stalledMinutes: 10, skipDev: false },
    },
    vault: { protection: "keychain", reason: null, setAside: null },
    practice: [],
    setAside: null,
    startAt: null,
    crashReport: null,
    connections: [],
    connectionWatchers: new Set(),
    connectionProbes: new Map(),
    guards: new Map(),
    audit: [],
    importFile: null,
    exportPath: "/home/dba/obdeck-connections.json",
    planFile: null,
    planComparison: null,
    planPath: "/home/dba/ob_order-plan.yaml",
    taskFile: "file",
    taskPath: "/home/dba/incidents/2026-11-20/ob_order-initialise-cluster",
    drafts: new Map(),
    operations: [],
    hosts: new Map(),
    busyPorts: new Map(),
    secrets: new Map(),
    failing: new Map(),
    calls: [],
    nextId: 1,
  };
}

export function draftSummary(draft: WizardDraft): DraftSummary {
  return {
    id: draft.id,
    kind: draft.kind,
    connectionId: draft.connectionId,
    clusterName: draft.cluster.name,
    environment: draft.environment,
    step: draft.step,
    hosts: draft.hosts.length,
    updatedAt: draft.updatedAt,
  };
}

export function failure(code: IpcError["code"], message: string, more: Partial<IpcError> = {}): IpcError {
  return { code, message, detail: null, retryable: false, traceId: null, agentCode: null, ...more };
}

// Generated from crates/console by `make types`. Do not edit.

/**
 * A warning as the user has read it: the same one about something else is another.
 */
export type AcceptedFinding = { code: ImpactCode, args: { [key in string]: string }, };

export type AcceptedObproxyFinding = { code: ObproxyFindingCode, args: { [key in string]: string }, };

export type AcceptedObproxyProblem = { code: ObproxyProblemCode, field: string | null, };

/**
 * Names a warning: the `Problem` with the same code, host and field.
 */
export type AcceptedWarning = { code: ProblemCode, host: string | null, field: string | null, };

export type ActionOff = "stillRunning" | "finished" | "taskFailed";

export type ActionView = { action: OperationAction, off: ActionOff | null, };

export type AddConnectionReq = { settings: ConnectionSettings, 
/**
 * The environment's default when absent.
 */
guard: GuardLevel | null, };

export type AgentLinkState = "notAsked" | "answers" | "silent" | "keyChanged" | "certificateNotTrusted" | "addressDiffers";

export type AgentObproxyForm = { agents: Array<ProxyHost>, 
/**
 * The name applications see.
 */
name: string, homePath: string, sqlPort: string, exporterPort: string, rpcPort: string, source: ProxySource, 
/**
 * Of proxyro@sys in the cluster.
 */
proxyroPassword: SecretRef | null, 
/**
 * To be set for root@proxysys.
 */
proxysysPassword: SecretRef | null, parameters: Array<NamedValue>, };

/**
 * The agents of a connection, and what is known of the OBProxy that each may manage.
 */
export type AgentProxies = { agents: Array<AgentProxy>, 
/**
 * What can be done with several at once.
 */
deeds: Array<ObproxyDeedView>, };

export type AgentProxy = { agent: string, zone: string, obshellVersion: string, 
/**
 * By the agent's own word; absent when it has not been asked or did not answer.
 */
managed: boolean | null, askedAt: number | null, 
/**
 * What OBDeck has set itself. An agent does not tell what it manages.
 */
known: KnownProxy | null, 
/**
 * The last OBProxy task of the agent that was seen.
 */
task: TaskNote | null, problem: IpcError | null, deeds: Array<ObproxyDeedView>, 
/**
 * The newest package that was uploaded from here.
 */
package: ProxyPackage | null, };

export type AgentUpload = { agent: string, state: UploadState, 
/**
 * Bytes of the file that were sent.
 */
sent: number, package: ProxyPackage | null, problem: IpcError | null, };

export type AgentView = { address: string, zone: string, identity: string, 
/**
 * Named by the user; otherwise learned from the cluster.
 */
given: boolean, state: AgentLinkState, latencyMs: number | null, 
/**
 * The one that answers for the cluster.
 */
current: boolean, keyChange: KeyChange | null, 
/**
 * Fingerprint of a certificate that is not trusted.
 */
certificate: string | null, problem: IpcError | null, };

/**
 * What the first screen needs to know.
 */
export type AppInfo = { version: string, vault: VaultView, practice: PracticeView, 
/**
 * Where a damaged database was put, when one was found at start.
 */
setAside: string | null, 
/**
 * How many connections could not be read and were set aside inside the database; absent when none.
 */
damagedConnections?: number, 
/**
 * The report of a crash that was written since OBDeck was last started.
 */
crashReport: string | null, 
/**
 * Open this wizard or operation at once; used by the demonstration and by deep links.
 */
startAt: string | null, };

export type ApplyImportReq = { importId: string, 
/**
 * Keys of the items to take.
 */
accept: Array<string>, 
/**
 * For the passwords in the file; without it they stay out.
 */
passphrase: PassedSecret | null, };

export type ApplyPlanReq = { importId: string, 
/**
 * The draft to change; absent makes a new one.
 */
draftId: string | null, };

/**
 * Puts connections in order: all of them, group by group.
 */
export type ArrangeConnectionsReq = { places: Array<ConnectionPlace>, };

export type AttemptView = { 
/**
 * 1 for the first.
 */
number: number, 
/**
 * The agent's `execute_times`, which also counts the undoing before a retry.
 */
execution: number, state: StateView, startedAt: number | null, endedAt: number | null, 
/**
 * The log line that says why it failed.
 */
message: string | null, };

/**
 * A changing call, or a change of a guard.
 */
export type AuditEntry = { number: number, at: number, connectionId: string | null, 
/**
 * As it was called then.
 */
connectionName: string, 
/**
 * `ip:port`, empty when nothing was to be sent.
 */
agent: string, 
/**
 * `POST /api/v1/ob/init`, `raise guard to ReadOnly`.
 */
call: string, outcome: AuditOutcome, 
/**
 * The guard it was under.
 */
level: GuardLevel | null, 
/**
 * What allowed it or why it was refused, the reason of a lowering, the agent's words.
 */
detail: string | null, operationId: string | null, };

export type AuditOutcome = "intended" | "accepted" | "rejected" | "unknown" | "notSent" | "refused" | "done";

/**
 * The newest first.
 */
export type AuditPage = { entries: Array<AuditEntry>, more: boolean, };

export type AuditReq = { 
/**
 * Only entries older than the one with this number.
 */
before: number | null, connectionId: string | null, 
/**
 * Only calls that were refused, rejected or have no known outcome.
 */
onlyTrouble: boolean, 
/**
 * At most this many; 200 at the most.
 */
limit: number, };

export type CallHead = { key: string, kind: CallKind, 
/**
 * What is done with OBProxy, if it is that.
 */
deed: ObproxyDeed | null, 
/**
 * The agent the call is sent to.
 */
target: string, zone: string | null, method: string, path: string, 
/**
 * Indented JSON, secrets masked.
 */
body: string, journal: JournalState, state: StateView, task: TaskRef | null, startedAt: number | null, endedAt: number | null, 
/**
 * Why the call was rejected, could not be sent, or has no known outcome.
 */
error: IpcError | null, 
/**
 * Retry, roll back, cancel, pass: each is listed, with the reason when it is off.
 */
operators: Array<OperatorView>, 
/**
 * The operator OBDeck sent last and the agent has not acted on yet.
 */
operatorPending: TaskOperator | null, 
/**
 * The tasks that this one started on single agents, and follows.
 */
subTasks: Array<SubTaskRef>, };

export type CallKind = "agentPassword" | "join" | "observerConfig" | "clusterConfig" | "init" | "remove" | "scaleOut" | "scaleIn" | "stopZone" | "deleteZone" | "start" | "stop" | "agentProxy" | "obproxyCluster" | "opened";

export type CallView = { head: CallHead, 
/**
 * Steps that ran, run, or are still to come.
 */
steps: Array<StepView>, };

/**
 * Servers and zones that serve, before and after.
 */
export type CapacityChange = { serversBefore: number, serversAfter: number, zonesBefore: number, zonesAfter: number, 
/**
 * Zones that must serve for a majority.
 */
zonesNeeded: number, cpuBefore: number, cpuAfter: number, memoryBefore: number, memoryAfter: number, };

export type Check = "answers" | "key" | "address" | "identity" | "agentPassword" | "lock" | "obshellVersion" | "obVersion" | "architecture" | "clockOffset" | "memory" | "cpuCores" | "dataDisk" | "logDisk" | "openFiles" | "processes" | "ports" | "zone" | "aioRequests" | "memoryMaps" | "stackSize";

export type CheckGroup = "agent" | "resources" | "limits" | "network";

/**
 * A value with its unit, for the window to write out.
 */
export type CheckValue = { "type": "text", text: string, } | { "type": "milliseconds", value: number, } | { "type": "bytes", value: number, } | { "type": "count", value: number, } | { "type": "word", word: CheckWord, };

export type CheckWord = "equal" | "free" | "inUse" | "set" | "notSet" | "wrong" | "held" | "known" | "changed" | "silent" | "sameAddress";

/**
 * Something that can be chosen, and what speaks against it.
 */
export type Choice = { id: string, verdict: Verdict, code: ObproxyProblemCode | null, args: Record<string, string>, };

export type ChosenLink = { clusterName: string, clusterId: string, obClusterId: string, username: string, };

export type ClientCertificate = { 
/**
 * The certificate, and what it was signed with, as PEM.
 */
pem: string, 
/**
 * Its private key as PEM, kept in the vault.
 */
key: SecretRef, };

/**
 * The whole view, whenever it has changed.
 */
export type ClusterEvent = { cluster: ClusterView, };

export type ClusterStage = "agents" | "cluster";

/**
 * A connection's cluster, or the agents that are to become one.
 */
export type ClusterView = { connectionId: string, stage: ClusterStage, name: string, 
/**
 * Empty before there is a cluster.
 */
clusterId: string, obVersion: string, obshellVersion: string, community: boolean | null, 
/**
 * The agent's word, for instance `AVAILABLE`; empty before there is a cluster.
 */
status: string, state: ConnectionState, 
/**
 * Of the whole cluster.
 */
usage: HostUsage, zones: Array<ZoneView>, tenants: Array<TenantView>, lock: LockView | null, 
/**
 * Running tasks first, then the last failures.
 */
tasks: Array<TaskNote>, 
/**
 * Tasks of the last 24 hours, the newest first.
 */
recent: Array<TaskNote>, actions: Array<NodeActionView>, 
/**
 * When the topology was last read; the view is older where a part of the cluster is down.
 */
readAt: number | null, };

/**
 * Two runs of a task with the same name, step by step.
 */
export type CompareRunsReq = { beforeId: string, afterId: string, };

/**
 * Two plan files side by side.
 */
export type ComparedPlans = { 
/**
 * Absent when the user cancelled one of the dialogs.
 */
comparison: PlanComparison | null, };

export type ConnectionFacts = { clusterName: string, 
/**
 * Empty before there is a cluster.
 */
clusterId: string, obVersion: string, obshellVersion: string, 
/**
 * The identity of the agent that answered, in its words; empty for an OCP.
 */
identity: string, 
/**
 * The agent that answered.
 */
agent: string, latencyMs: number, clockOffsetMs: number, 
/**
 * Of the key of the agent that answered; empty for an OCP.
 */
fingerprint: string, keyBits: number, warnings: Array<ConnectionWarning>, };

export type ConnectionKind = "cluster" | "agent" | "ocp";

/**
 * Every connection in display order.
 */
export type ConnectionList = { connections: Array<ConnectionView>, };

export type ConnectionPasswords = { 
/**
 * Of root@sys.
 */
root: SecretRef | null, 
/**
 * The agents' own password.
 */
agent: SecretRef | null, ocpUser: string | null, ocp: SecretRef | null, };

export type ConnectionPlace = { id: string, group: string, };

export type ConnectionProbe = { 
/**
 * What the address would be as a connection: kind, addresses, name. The user may change it.
 */
proposal: ConnectionSettings | null, host: HostProbe | null, ocp: OcpProbe | null, 
/**
 * The password the identity needs; absent when none is.
 */
needs: PasswordKind | null, 
/**
 * The password that was tried was right; absent when none was tried.
 */
accepted: boolean | null, 
/**
 * A connection that has this address already.
 */
existing: ConnectionRef | null, warnings: Array<ConnectionWarning>, 
/**
 * Fingerprint of a certificate that is not trusted yet.
 */
certificate: string | null, problem: IpcError | null, };

export type ConnectionRef = { id: string, name: string, };

export type ConnectionReq = { connectionId: string, };

/**
 * Everything about a connection that the user decides.
 */
export type ConnectionSettings = { name: string, 
/**
 * Empty: in no group.
 */
group: string, environment: Environment, kind: ConnectionKind, 
/**
 * `ip:port` each, the one to try first in front; for an OCP its one URL.
 */
addresses: Array<string>, 
/**
 * Contacted when OBDeck starts.
 */
pinned: boolean, reach: Reach, passwords: ConnectionPasswords, 
/**
 * For an OCP.
 */
ocp: OcpOptions, 
/**
 * For the user alone.
 */
note: string, };

export type ConnectionState = { kind: ConnectionStateKind, 
/**
 * It is being read now and again. Otherwise nothing is contacted.
 */
live: boolean, 
/**
 * The last attempt failed, or there has been none since OBDeck started: what is shown is older.
 */
stale: boolean, answeredAt: number | null, 
/**
 * Why the last attempt failed.
 */
problem: IpcError | null, 
/**
 * The password that is wrong or missing.
 */
password: PasswordKind | null, };

export type ConnectionStateKind = "notContacted" | "contacting" | "available" | "restricted" | "observerDown" | "notInitialized" | "locked" | "taskStopped" | "signedIn" | "unreachable" | "keyChanged" | "passwordNeeded" | "passwordWrong" | "vaultLocked" | "unknown";

export type ConnectionString = { host: string, zone: string, command: string, };

/**
 * A connection as the window shows it. Only `settings` and `guard` are certain: the rest is what was last seen.
 */
export type ConnectionView = { id: string, settings: ConnectionSettings, guard: GuardView, state: ConnectionState, facts: ConnectionFacts | null, 
/**
 * Every agent known, those of the settings first.
 */
agents: Array<AgentView>, 
/**
 * Running tasks first, then the last failures.
 */
tasks: Array<TaskNote>, };

export type ConnectionWarning = { code: WarningCode, 
/**
 * Which agents.
 */
agents: Array<string>, };

/**
 * First all of them, then what changed. `order` is given when connections came, went or moved.
 */
export type ConnectionsEvent = { order: Array<string> | null, connections: Array<ConnectionView>, };

/**
 * The user's word on one changing call. Which of it is needed depends on the guard.
 */
export type Consent = { 
/**
 * A dialog that names the call was confirmed.
 */
confirmed: boolean, 
/**
 * What was typed into that dialog.
 */
typedName: string | null, };

/**
 * How fresh the view is.
 */
export type Contact = { state: ContactState, 
/**
 * The agent that is being asked.
 */
agent: string | null, lastAnswerAt: number | null, problem: IpcError | null, };

export type ContactState = "idle" | "live" | "stale";

export type CreateDraftReq = { kind: DraftKind, 
/**
 * Start the practice cluster and put its agents on the list.
 */
practice: boolean, 
/**
 * Begin with the agents of this connection.
 */
connectionId: string | null, };

export type CreateObproxyDraftReq = { connectionId: string, };

export type DeletedConnection = { 
/**
 * Until then `restore_connection` brings it back, passwords and all.
 */
until: number, };

export type Disk = { device: string, total: number, used: number, };

export type DraftCluster = { 
/**
 * As typed; a positive number when valid.
 */
id: string, name: string, rootPassword: SecretRef | null, importScript: boolean, createProxyroUser: boolean, proxyroPassword: SecretRef | null, };

export type DraftHost = { 
/**
 * As typed.
 */
address: string, zone: string, agentPassword: SecretRef | null, 
/**
 * The agent has no password yet and gets this one first, while it is SINGLE.
 */
setPassword: boolean, };

/**
 * What a wizard is for.
 */
export type DraftKind = "init" | "join" | "scaleOut";

export type DraftParameter = { scope: ParameterScope, name: string, value: string, };

export type DraftReq = { id: string, };

export type DraftSummary = { id: string, kind: DraftKind, 
/**
 * The connection it was begun from.
 */
connectionId: string | null, clusterName: string, environment: Environment, step: WizardStep, hosts: number, updatedAt: number, };

export type EditConnectionReq = { connectionId: string, settings: ConnectionSettings, };

export type Environment = "dev" | "stage" | "prod";

/**
 * What the UI tells apart. A variant exists only where a screen acts on it.
 */
export type ErrorCode = "unreachable" | "notObshell" | "tooLarge" | "keyChanged" | "unauthorized" | "certificateNotTrusted" | "route" | "readOnly" | "consentNeeded" | "underMaintenance" | "rejected" | "outcomeUnknown" | "invalid" | "notFound" | "clusterGone" | "unreadableFile" | "vault" | "vaultLocked" | "wrongPassphrase" | "alreadyRunning" | "storage" | "practice" | "internal";

/**
 * Which cause and remedy the UI shows.
 */
export type Explanation = "directoryNotEmpty" | "directoryNotWritable" | "observerDidNotStart" | "portInUse" | "notEnoughMemory" | "notEnoughDisk" | "clockSkew" | "agentLost" | "versionMismatch" | "wrongPassword" | "underMaintenance" | "rootServiceList" | "queryTimeout" | "keyChanged" | "outcomeUnknown" | "wrongIdentity" | "noMaster" | "agentUnknown" | "alreadyMember" | "peerRefused" | "databaseUnavailable" | "takeOverMismatch" | "packageMissing" | "maintainerMissing" | "clusterIdInvalid" | "clusterNameEmpty" | "clusterAlreadyInitialized" | "clusterNotInitialized" | "scopeInvalid" | "passwordUnreadable" | "stopModeConflict" | "forceStopRequired" | "stopModeNeeded" | "majorityMissing" | "scaleOutHigherVersion" | "scaleOutLowerVersion" | "operationTimedOut" | "freezeTimedOut" | "zoneUnknown" | "zoneNotEmpty" | "removesItself" | "zoneNameEmpty" | "anotherZoneStopped" | "observerCheckFailed" | "observerNeverStarted" | "observerUnavailable" | "serverNotDeleting" | "pythonMissing" | "proxyDidNotStart" | "proxyDidNotStop" | "proxyManaged" | "proxyNotThere" | "proxyVersion" | "proxyPackageName" | "proxySource" | "ocpCommandMissing" | "ocpProcessOnHost" | "ocpProxyUnreachable" | "ocpProxyroPassword" | "ocpHostTaken" | "ocpDirectoryNotEmpty" | "ocpDirectoryNotWritable" | "ocpVersion" | "ocpNameTaken" | "ocpInvalidParameter" | "ocpParameterReadOnly" | "ocpPasswordFormat" | "ocpState" | "ocpGone" | "ocpRightMissing" | "ocpLoginRefused" | "ocpUnreachable" | "ocpInterrupted" | "other";

/**
 * Asks for a file name and writes connections there.
 */
export type ExportConnectionsReq = { 
/**
 * Empty: all.
 */
ids: Array<string>, 
/**
 * With the passwords, sealed under this; without them when absent.
 */
passphrase: PassedSecret | null, };

export type ExportTaskReq = { operationId: string, format: TaskExportFormat, 
/**
 * The language of the report's own words: `en` or `zh`.
 */
language: string, 
/**
 * How far the times in the report are east of Greenwich: the window's own zone.
 */
utcOffsetMinutes: number, };

export type Exported = { 
/**
 * Absent when the user cancelled.
 */
path: string | null, connections: number, secrets: number, };

export type ExportedPlan = { 
/**
 * Absent when the user cancelled.
 */
path: string | null, };

/**
 * What the exporter's port is called in a new OBProxy cluster.
 */
export type ExporterMember = "both" | "exporterPort" | "exportPort";

export type FailureView = { callKey: string, stepKey: string | null, stepNumber: number | null, stepName: string | null, runKey: string | null, host: string, zone: string, attempt: number, 
/**
 * The log line or the agent's message that says why.
 */
message: string, agentCode: string | null, traceId: string | null, explanation: Explanation, 
/**
 * Hosts on which the same step is fine.
 */
otherHostsFine: Array<string>, };

export type ForgetRecordsReq = { recordIds: Array<string>, };

/**
 * What stands between the user and a changing call. The strictest first.
 */
export type GuardLevel = "readOnly" | "typeName" | "confirm" | "open";

export type GuardView = { 
/**
 * What applies now.
 */
level: GuardLevel, 
/**
 * What applies once a lowering has ended.
 */
base: GuardLevel, 
/**
 * Set while the guard is lowered.
 */
lowered: LoweredGuard | null, };

export type HistoryHit = { record: HistoryRecord, 
/**
 * Lines of its logs that contain a word of the search: how many, and the first of them.
 */
lines: number, firstLine: string | null, };

/**
 * How much of the past is kept. What is older, or does not fit, goes; the oldest first.
 */
export type HistoryLimits = { 
/**
 * Absent: for ever.
 */
days: number | null, 
/**
 * Absent: as much as there is.
 */
bytes: number | null, };

export type HistoryPage = { records: Array<HistoryHit>, 
/**
 * Of all pages.
 */
total: number, };

/**
 * A task that ended, kept with its steps and logs on this computer.
 */
export type HistoryRecord = { id: string, system: TaskSystem, 
/**
 * Generic DAG id, or OCP's number.
 */
taskId: string, 
/**
 * The server's name for it, verbatim.
 */
name: string, kind: OperationKind, 
/**
 * What was done with OBProxy, if it was that.
 */
deed: ObproxyDeed | null, subject: string, connectionId: string | null, connectionName: string, clusterName: string, environment: Environment, state: StateView, startedAt: number | null, endedAt: number | null, steps: number, hosts: number, logLines: number, 
/**
 * On disk, with its logs.
 */
bytes: number, };

export type HistoryUsage = { limits: HistoryLimits, records: number, bytes: number, oldestAt: number | null, };

/**
 * The home screen's rows.
 */
export type Home = { drafts: Array<DraftSummary>, operations: Array<OperationSummary>, };

export type HostFacts = { 
/**
 * The address under which the agent knows itself. Other agents must use exactly this one.
 */
agentAddress: string, 
/**
 * The agent's word: `SINGLE`, `MASTER`, `FOLLOWER`, `CLUSTER AGENT`, or one OBDeck does not know.
 */
identity: string, 
/**
 * Empty for `SINGLE`.
 */
zone: string, obshellVersion: string, 
/**
 * Empty when the agent finds no observer.
 */
obVersion: string, architecture: string, homePath: string, 
/**
 * Milliseconds for one round trip.
 */
latencyMs: number, 
/**
 * The agent's clock minus ours, in milliseconds, the round trip taken out.
 */
clockOffsetMs: number, 
/**
 * `SHA256 aa:bb:…` of the agent's public key.
 */
fingerprint: string, keyBits: number, 
/**
 * Set when the key differs from the one seen before. Only open routes were called then.
 */
keyChange: KeyChange | null, 
/**
 * An agent password is set.
 */
passwordSet: boolean, 
/**
 * It answers calls that carry no password at all: a build for tests.
 */
acceptsBareCalls: boolean, underMaintenance: boolean, 
/**
 * Memory, disks and limits; absent until the agent lets us read them.
 */
resources: HostResources | null, 
/**
 * Why `resources` is absent: a password is needed or wrong, or the call failed.
 */
resourcesProblem: IpcError | null, };

export type HostFigures = { host: string, state: StateView, attempts: number, tookMs: number | null, };

/**
 * What is known about one host after asking it. Hosts are probed one by one and all at once.
 */
export type HostProbe = { 
/**
 * Canonical `ip:port`, or the text as typed when it is no address.
 */
address: string, at: number, facts: HostFacts | null, 
/**
 * Set when the host could not be probed.
 */
problem: IpcError | null, };

export type HostResources = { os: string, cpuModel: string, cpuCores: number, memoryTotal: number, memoryAvailable: number, disks: Array<Disk>, openFiles: number | null, processes: number | null, };

/**
 * Used or assigned, of how much. CPU in cores, the others in bytes.
 */
export type HostUsage = { cpu: Usage | null, memory: Usage | null, disk: Usage | null, };

export type HostView = { 
/**
 * `ip:port` of its agent.
 */
address: string, 
/**
 * `ip:port` for SQL; absent before there is a cluster.
 */
sqlAddress: string | null, zone: string, 
/**
 * The agent's word.
 */
identity: string, agent: AgentLinkState, observer: ObserverState, 
/**
 * The server's word, for instance `SERVICE_STOPPED`.
 */
observerWord: string, rootService: boolean, obVersion: string, obshellVersion: string, architecture: string, usage: HostUsage, latencyMs: number | null, clockOffsetMs: number | null, 
/**
 * In progress here, or stopped here.
 */
task: TaskNote | null, outliers: Array<Outlier>, 
/**
 * What is shown is older than the rest.
 */
stale: boolean, problem: IpcError | null, actions: Array<NodeActionView>, };

/**
 * What an action would do, before it does it. Reads only.
 */
export type Impact = { 
/**
 * The exact calls.
 */
calls: Array<PlannedCall>, findings: Array<ImpactFinding>, capacity: CapacityChange | null, 
/**
 * Tasks that run now.
 */
running: Array<TaskNote>, 
/**
 * How to undo it.
 */
undo: Undo, 
/**
 * The steps the agent will take, verbatim.
 */
steps: Array<string>, };

export type ImpactCode = "majority" | "majorityLost" | "clusterDown" | "anotherZoneStopped" | "severalZones" | "modeNeeded" | "forceNeeded" | "zoneHoldsUnits" | "stopCheckPassed" | "stopCheckFailed" | "lockHeld" | "earlierTaskFailed" | "sentToAnother" | "noOtherAgent" | "lastZone" | "zoneEmptied" | "rootServiceMoves" | "hostSilent" | "noFreeze" | "dataDeleted" | "subTasksPark" | "configurationLost" | "alreadyRunning" | "alreadyStopped" | "routeUnprotected";

export type ImpactFinding = { 
/**
 * A failure blocks, a warning needs a tick.
 */
verdict: Verdict, code: ImpactCode, args: Record<string, string>, };

export type ImportChange = "new" | "changed" | "same" | "refused";

export type ImportDifference = { field: string, here: string, file: string, };

export type ImportItem = { key: string, name: string, group: string, environment: Environment, kind: ConnectionKind, addresses: Array<string>, change: ImportChange, 
/**
 * For `Changed`: what differs.
 */
differences: Array<ImportDifference>, 
/**
 * For `Refused`: the field and why.
 */
reason: string | null, 
/**
 * Agents whose key in the file is not the one trusted here. The one trusted here stays.
 */
otherKeys: Array<string>, };

/**
 * What an import would do. Nothing is stored yet.
 */
export type ImportPreview = { importId: string, file: string, exportedAt: number | null, 
/**
 * How many passwords the file has under a passphrase.
 */
secrets: number, items: Array<ImportItem>, };

export type Imported = { added: number, changed: number, secrets: number, };

export type InitOutcome = { 
/**
 * `obclient -h… -P… -uroot@sys -p`, one a server.
 */
connections: Array<ConnectionString>, obVersion: string, tookMs: number, };

/**
 * An error for the person at the window. The UI translates `code`; the rest is for details and for copying.
 */
export type IpcError = { code: ErrorCode, 
/**
 * What happened, in English or in the agent's own words.
 */
message: string, detail: string | null, 
/**
 * Doing the same again may help without changing anything first.
 */
retryable: boolean, 
/**
 * The agent's `traceId`, to find the request in the agent's log.
 */
traceId: string | null, 
/**
 * The agent's `errCode`, for instance `Agent.UnderMaintenance`.
 */
agentCode: string | null, };

/**
 * The write-ahead journal's word on a call.
 */
export type JournalState = "planned" | "intended" | "accepted" | "rejected" | "unknown" | "alreadyDone";

export type KeyChange = { pinned: string, pinnedAt: number, offered: string, };

export type KnownProxy = { name: string, homePath: string, sqlPort: number, exporterPort: number, rpcPort: number, 
/**
 * The list of servers, or the URL.
 */
source: string, 
/**
 * Empty until an upgrade has told it.
 */
version: string, addedAt: number, 
/**
 * `obclient -h… -P… …`
 */
command: string, };

export type Language = "system" | "en" | "zh";

/**
 * Which ids of an OceanBase cluster a link carries.
 */
export type LinkIds = "both" | "obClusterIdOnly";

/**
 * Who keeps further maintenance from starting.
 */
export type LockView = { 
/**
 * Absent when an agent says it is held and no task can be found.
 */
task: TaskNote | null, 
/**
 * Agents that say they are under maintenance.
 */
agents: Array<string>, 
/**
 * The step it stands at, verbatim, and its host.
 */
step: string | null, host: string | null, 
/**
 * What would free it: retry, roll back, pass; with the reason when it is off.
 */
operators: Array<OperatorView>, };

/**
 * Lines that came since the last event, oldest first.
 */
export type LogEvent = { rows: Array<LogRow>, 
/**
 * No further line will come: every sub-task asked for has ended.
 */
complete: boolean, 
/**
 * The last read failed; what was sent before still stands.
 */
problem: IpcError | null, };

export type LogLevel = "info" | "warn" | "error";

export type LogRow = { 
/**
 * Unique within the step.
 */
key: string, runKey: string, host: string, 
/**
 * The attempt it belongs to; undoing before a retry belongs to the retry.
 */
attempt: number, 
/**
 * Absent for agents before 4.3, which give lines without times.
 */
at: number | null, level: LogLevel, text: string, };

/**
 * How old a look-up is. Its items are all pages together.
 */
export type LookUpState = { readAt: number | null, 
/**
 * Why it could not be read now; what is shown is older.
 */
problem: IpcError | null, 
/**
 * OCP has more than OBDeck reads.
 */
cut: boolean, };

/**
 * For a quarter of an hour.
 */
export type LowerGuardReq = { connectionId: string, level: GuardLevel, 
/**
 * Goes into the audit list. At least three characters.
 */
reason: string, };

export type LoweredGuard = { until: number, reason: string, };

export type NamedValue = { name: string, value: string, };

/**
 * A change of nodes that needs no wizard.
 */
export type NodeAction = { "type": "remove", agent: string, } | { "type": "removeAll" } | { "type": "scaleIn", agent: string, force: boolean, } | { "type": "stopZone", zone: string, freezeServer: boolean, passTasks: Array<string>, } | { "type": "deleteZone", zone: string, } | { "type": "start", scope: NodeScope, passTasks: Array<string>, } | { "type": "stop", scope: NodeScope, mode: StopMode, passTasks: Array<string>, };

export type NodeActionKind = "initialize" | "join" | "remove" | "removeAll" | "scaleOut" | "scaleIn" | "start" | "stop" | "stopZone" | "deleteZone";

export type NodeActionOff = "notContacted" | "notInitialized" | "alreadyInitialized" | "locked" | "running" | "stopped" | "busy" | "lastZone" | "lastHost" | "anotherZoneStopped" | "agentSilent" | "unreachable" | "passwordNeeded" | "noMaster";

export type NodeActionReq = { connectionId: string, action: NodeAction, };

export type NodeActionView = { action: NodeActionKind, 
/**
 * Why it is off; absent when it may be used.
 */
off: NodeActionOff | null, };

export type NodeScope = { "type": "cluster" } | { "type": "zones", zones: Array<string>, } | { "type": "servers", agents: Array<string>, };

/**
 * A request or a reply that carries nothing.
 */
export type Nothing = Record<symbol, never>;

/**
 * Something that ended, failed, or has come to a stand, and that the user wants to hear of.
 */
export type Notice = { 
/**
 * When it was told. No two notices of one run of OBDeck share it, and later ones are greater.
 */
toldAt: number, reason: NoticeReason, operationId: string, kind: OperationKind, deed: ObproxyDeed | null, subject: string, clusterName: string, environment: Environment, 
/**
 * The step that failed, or at which nothing moves.
 */
step: string | null, host: string | null, 
/**
 * Since the operation began; since the last progress for what does not move.
 */
afterMs: number, };

export type NoticeReason = "finished" | "rolledBack" | "cancelled" | "failed" | "stalled";

/**
 * What the user is told of natively.
 */
export type NoticeSettings = { 
/**
 * Came to its end: done, rolled back, cancelled.
 */
finished: boolean, failed: boolean, 
/**
 * Without progress for so many minutes; absent: never.
 */
stalledMinutes: number | null, 
/**
 * Not for development environments.
 */
skipDev: boolean, };

/**
 * First how things are, then that again whenever it changed. Each notice comes once.
 */
export type NoticesEvent = { running: number, 
/**
 * Failed, and not looked at since.
 */
failed: number, 
/**
 * The newest of those that run, ten at most.
 */
work: Array<WorkLine>, notices: Array<Notice>, 
/**
 * The operation that was chosen outside the window: open it. Comes once.
 */
open: string | null, };

/**
 * A change of an OBProxy cluster of an OCP, or of the proxies of agents.
 */
export type ObproxyAction = { "type": "addServers", clusterId: string, hostIds: Array<string>, package: string, sqlPort: string, exporterPort: string, } | { "type": "takeOver", clusterId: string, hosts: Array<TakenHost>, } | { "type": "removeServers", clusterId: string, serverIds: Array<string>, } | { "type": "restart", clusterId: string, serverIds: Array<string>, } | { "type": "start", clusterId: string, serverIds: Array<string>, } | { "type": "stop", clusterId: string, serverIds: Array<string>, } | { "type": "upgrade", clusterId: string, serverIds: Array<string>, package: string, } | { "type": "editAddress", clusterId: string, address: string, port: string, } | { "type": "addLink", clusterId: string, link: ChosenLink, } | { "type": "removeLink", clusterId: string, clusterName: string, } | { "type": "setParameters", clusterId: string, values: Array<NamedValue>, } | { "type": "deleteCluster", clusterId: string, } | { "type": "startProxies", agents: Array<string>, } | { "type": "stopProxies", agents: Array<string>, } | { "type": "deleteProxies", agents: Array<string>, } | { "type": "upgradeProxies", agents: Array<string>, version: string, release: string, upgradeDir: string, };

export type ObproxyActionReq = { connectionId: string, action: ObproxyAction, };

export type ObproxyCatalogue = { state: LookUpState, parameters: Array<ObproxyParameterInfo>, };

export type ObproxyCatalogueReq = { connectionId: string, 
/**
 * Of the package, such as `4.3.2.0`; any when empty.
 */
version: string, };

/**
 * What is known for and against a draft, from what was last read.
 */
export type ObproxyCheck = { problems: Array<ObproxyProblem>, 
/**
 * For an OCP: every host, those that fit first.
 */
hosts: Array<Choice>, packages: Array<Choice>, 
/**
 * OceanBase clusters, by OCP's id.
 */
clusters: Array<Choice>, 
/**
 * For agents: by address.
 */
agents: Array<Choice>, 
/**
 * How old the look-ups are that this rests on.
 */
state: LookUpState, };

export type ObproxyCluster = { state: LookUpState, summary: ObproxySummary, configUrl: string, links: Array<ObproxyLink>, servers: Array<ObproxyServer>, connect: Array<ObproxyConnect>, 
/**
 * What can be done with the whole, each with the reason when it is off.
 */
deeds: Array<ObproxyDeedView>, };

export type ObproxyClusterReq = { connectionId: string, clusterId: string, fresh: boolean, };

export type ObproxyClusters = { state: LookUpState, clusters: Array<ObproxySummary>, };

/**
 * How a client connects: a command to copy.
 */
export type ObproxyConnect = { clusterName: string, 
/**
 * The access address, or one server when there is none.
 */
host: string, port: number, command: string, };

export type ObproxyDeed = "create" | "addServers" | "takeOver" | "removeServers" | "restart" | "start" | "stop" | "upgrade" | "editAddress" | "addLink" | "removeLink" | "setParameters" | "delete";

export type ObproxyDeedView = { deed: ObproxyDeed, off: ObproxyOff | null, 
/**
 * No document of OCP describes the route.
 */
undocumented: boolean, };

/**
 * A wizard for OBProxy in progress. Saved at each change; holds ids of secrets, never secrets.
 */
export type ObproxyDraft = { id: string, connectionId: string, updatedAt: number, step: ObproxyStep, form: ObproxyForm, 
/**
 * The warnings the user has agreed to.
 */
accepted: Array<AcceptedObproxyProblem>, 
/**
 * The operation that was started from this draft.
 */
operationId: string | null, };

export type ObproxyDraftList = { drafts: Array<ObproxyDraftSummary>, };

export type ObproxyDraftSummary = { id: string, connectionId: string, name: string, step: ObproxyStep, hosts: number, updatedAt: number, };

export type ObproxyFinding = { 
/**
 * A failure blocks, a warning needs a tick.
 */
verdict: Verdict, code: ObproxyFindingCode, args: Record<string, string>, };

export type ObproxyFindingCode = "connectionsDrop" | "nobodyServes" | "notRunning" | "serverBusy" | "serverGone" | "clusterGone" | "hostUnfit" | "portInvalid" | "notNewer" | "packageUnfit" | "packageMisfit" | "rsListLink" | "alreadyLinked" | "parameterReadOnly" | "parameterOutOfRange" | "parameterNeedsRestart" | "parameterSecret" | "lookUpFailed" | "linkNameTwice" | "undocumented" | "filesDeleted" | "agentSilent" | "notManaged" | "managedUnknown" | "agentPasswordMissing" | "packageNotUploaded" | "nothingChosen";

export type ObproxyForm = { "type": "ocp" } & OcpObproxyForm | { "type": "agents" } & AgentObproxyForm;

/**
 * What an action would do, before it does it. Reads only.
 */
export type ObproxyImpact = { 
/**
 * The exact calls.
 */
calls: Array<PlannedCall>, findings: Array<ObproxyFinding>, 
/**
 * The steps that OCP or the agent takes, verbatim, as far as they are known.
 */
steps: Array<string>, 
/**
 * What has to be typed first; absent when nothing does.
 */
toType: string | null, };

export type ObproxyLink = { clusterName: string, clusterId: string, obClusterId: string, username: string, status: string, connections: number | null, isStandby: boolean, };

/**
 * Why something is off.
 */
export type ObproxyOff = "state" | "busy" | "release" | "undocumented" | "rsList" | "noNewerPackage" | "noServers" | "readOnly" | "managed" | "notManaged" | "version" | "agentPassword" | "silent";

export type ObproxyOtherValue = { value: string, servers: Array<string>, };

export type ObproxyParameter = { name: string, 
/**
 * The value of most servers.
 */
value: string, description: string, 
/**
 * Other values, and the servers that have them. Empty when all agree.
 */
others: Array<ObproxyOtherValue>, info: ObproxyParameterInfo | null, };

export type ObproxyParameterInfo = { name: string, 
/**
 * OCP's word: `BOOL`, `CAPACITY`, `DOUBLE`, `INT`, `MOMENT`, `STRING`, `STRING_LIST`, `TIME`.
 */
kind: string, default: string, min: string, max: string, allowed: Array<string>, needsRestart: boolean, readOnly: boolean, 
/**
 * Given when the process is started.
 */
isStartup: boolean, 
/**
 * A port of the form says it already.
 */
isPort: boolean, description: string, };

export type ObproxyParameters = { state: LookUpState, parameters: Array<ObproxyParameter>, };

/**
 * Everything that a run will do, before it does it.
 */
export type ObproxyPlan = { calls: Array<PlannedCall>, problems: Array<ObproxyProblem>, 
/**
 * Steps OCP or the agent will take, verbatim.
 */
steps: Array<string>, };

export type ObproxyProblem = { step: ObproxyStep, severity: Severity, code: ObproxyProblemCode, 
/**
 * Which input: `name`, `hosts`, `exporterPort`, `startupParameters[2].value`, `agents[0].homePath`.
 */
field: string | null, args: Record<string, string>, };

export type ObproxyProblemCode = "nameMissing" | "nameInvalid" | "nameTaken" | "portInvalid" | "portEqual" | "portTaken" | "addressMissing" | "noHosts" | "hostOffline" | "hostHasNoAgent" | "hostShared" | "hostArchitecture" | "hostSystem" | "hostGone" | "packageMissing" | "packageGone" | "packageArchitecture" | "packageTooOld" | "packageFaulty" | "packageBelowCluster" | "packageAboveCluster" | "packageNewest" | "linksNotOne" | "noLinks" | "clusterNotRunning" | "clusterIsStandby" | "clusterNameTwice" | "linkUserMissing" | "parameterMissing" | "parameterDuplicate" | "parameterUnknown" | "parameterReadOnly" | "parameterIsPort" | "parameterOutOfRange" | "parameterInvalid" | "parameterValueMissing" | "parameterSecret" | "passwordWeak" | "lookUpFailed" | "noAgents" | "agentUnknown" | "agentSilent" | "agentManages" | "agentTooOld" | "agentPasswordMissing" | "homePathMissing" | "homePathInvalid" | "sourceMissing" | "serverMalformed" | "urlInvalid" | "proxyroPasswordMissing" | "agentPortsShared" | "agentHomeShared";

export type ObproxyServer = { id: string, hostId: string, ip: string, idc: string, sqlPort: number | null, exporterPort: number | null, version: string, architecture: string, 
/**
 * In OCP's words.
 */
status: string, isRunning: boolean, 
/**
 * Something is being done with it.
 */
isBusy: boolean, lastActiveAt: number | null, 
/**
 * It has not taken the cluster's newest parameters.
 */
isBehind: boolean, deeds: Array<ObproxyDeedView>, };

export type ObproxyStep = "basics" | "hosts" | "clusters" | "parameters" | "review" | "run";

/**
 * One line in the list of an OCP's OBProxy clusters.
 */
export type ObproxySummary = { id: string, name: string, 
/**
 * What clients connect to; empty when OCP was told none.
 */
address: string, port: number | null, 
/**
 * `CONFIG_URL`, `RS_LIST`, or a word OBDeck does not know; empty when OCP does not say.
 */
workMode: string, obClusters: Array<string>, servers: number, serversRunning: number, versions: Array<string>, 
/**
 * In OCP's words; empty when it does not say.
 */
status: string, creator: string, createdAt: number | null, };

export type ObserverState = "notDeployed" | "running" | "starting" | "stopping" | "serviceStopped" | "processStopped" | "deleting" | "unavailable" | "unknown";

export type OcpHost = { id: string, name: string, ip: string, architecture: string, operatingSystem: string, idc: string, region: string, status: OcpHostStatus, 
/**
 * In OCP's words.
 */
statusWord: string, services: Array<OcpService>, };

export type OcpHostStatus = "idle" | "carriesServices" | "offline" | "noAgent" | "deleting" | "unknown";

export type OcpHosts = { state: LookUpState, hosts: Array<OcpHost>, };

/**
 * What proves who asks. The user and the password of the connection hold the key pair, too.
 */
export type OcpLogin = "password" | "accessKey";

export type OcpLookUpReq = { connectionId: string, 
/**
 * Read it now; otherwise what was read in the last half minute will do.
 */
fresh: boolean, };

export type OcpObCluster = { 
/**
 * OCP's own id.
 */
id: string, 
/**
 * OceanBase's id: two clusters of one name differ by it.
 */
obClusterId: string, name: string, obVersion: string, 
/**
 * In OCP's words.
 */
status: string, isRunning: boolean, isStandby: boolean, 
/**
 * `ip:port` with the SQL port.
 */
rootServers: Array<string>, };

export type OcpObClusters = { state: LookUpState, clusters: Array<OcpObCluster>, };

export type OcpObproxyForm = { name: string, address: string, 
/**
 * As typed, like all ports.
 */
port: string, workMode: WorkMode, links: Array<ChosenLink>, hostIds: Array<string>, 
/**
 * The package's file name.
 */
package: string, sqlPort: string, exporterPort: string, startupParameters: Array<NamedValue>, parameters: Array<NamedValue>, 
/**
 * The rest is sent only when it is set: no document of OCP describes it.
 */
rpcPort: string, installPath: string, runUser: string, proxysysPassword: SecretRef | null, proxyroPassword: SecretRef | null, };

/**
 * How the API of an OCP is spoken to, where its documents or its releases disagree.
 */
export type OcpOptions = { login: OcpLogin, 
/**
 * The host and port that OCP sees, when a proxy before it rewrites them; empty: those of the URL.
 */
signingHost: string, exporter: ExporterMember, linkIds: LinkIds, serverPaths: ServerPathChoice, 
/**
 * Offer what no document of OCP describes.
 */
undocumented: boolean, };

export type OcpPackage = { id: string, 
/**
 * What a new cluster is told: `obproxy-4.3.2.0-26.el7.x86_64.rpm`.
 */
fileName: string, 
/**
 * What an upgrade is told: `obproxy-4.3.2.0-26`.
 */
shortName: string, version: string, build: string, architecture: string, operatingSystem: string, 
/**
 * Bytes.
 */
size: number | null, };

export type OcpPackages = { state: LookUpState, packages: Array<OcpPackage>, };

/**
 * An OCP as a stranger sees it, and its version once the password was right.
 */
export type OcpProbe = { url: string, version: string | null, latencyMs: number, clockOffsetMs: number, };

export type OcpService = { name: string, kind: string, version: string, };

/**
 * Opens a task of a cluster, whoever started it.
 */
export type OpenTaskReq = { connectionId: string, 
/**
 * Generic DAG id.
 */
taskId: string, };

/**
 * A file as the user dropped it on the window.
 */
export type OpenTaskTextReq = { 
/**
 * The file's name, to show.
 */
name: string, text: string, };

/**
 * What was opened, as an operation to watch.
 */
export type OpenedTask = { 
/**
 * Absent when the user cancelled.
 */
operationId: string | null, };

export type OperateStepReq = { operationId: string, callKey: string, stepKey: string, operator: TaskOperator, consent: Consent, };

export type OperateTaskReq = { operationId: string, callKey: string, operator: TaskOperator, consent: Consent, };

export type OperationAction = "resume" | "stop" | "editDraft";

/**
 * First a snapshot, then what changed. `seq` grows by one; a gap means: subscribe again.
 */
export type OperationEvent = { "type": "snapshot", seq: number, operation: OperationView, } | { "type": "changed", seq: number, head: OperationHead, calls: Array<CallHead>, steps: Array<StepsChange>, };

/**
 * Which guard an operation is under.
 */
export type OperationGuard = { connectionId: string | null, 
/**
 * The name to type when the level asks for it.
 */
name: string, guard: GuardView, };

export type OperationHead = { id: string, system: TaskSystem, 
/**
 * Where the view comes from. Only a live one can be acted on.
 */
origin: TaskOrigin, draftId: string | null, connectionId: string | null, kind: OperationKind, 
/**
 * What is done with OBProxy, if it is that.
 */
deed: ObproxyDeed | null, 
/**
 * The host or zone it is about; empty for the whole cluster.
 */
subject: string, clusterName: string, clusterId: string, environment: Environment, state: StateView, done: number, total: number, startedAt: number, endedAt: number | null, hosts: Array<OperationHost>, contact: Contact, 
/**
 * A task of this operation holds the maintenance lock.
 */
lockHeld: boolean, 
/**
 * The first failure that stops the operation.
 */
failure: FailureView | null, 
/**
 * What the user may do with the operation as a whole.
 */
actions: Array<ActionView>, 
/**
 * Set when a new cluster is up.
 */
outcome: InitOutcome | null, };

export type OperationHost = { address: string, zone: string, isMaster: boolean, };

export type OperationKind = "init" | "join" | "remove" | "removeAll" | "scaleOut" | "scaleIn" | "stopZone" | "deleteZone" | "start" | "stop" | "agentProxy" | "obproxyCluster" | "opened";

export type OperationReq = { operationId: string, };

/**
 * One line in a list of operations.
 */
export type OperationSummary = { id: string, draftId: string | null, connectionId: string | null, system: TaskSystem, kind: OperationKind, 
/**
 * What is done with OBProxy, if it is that.
 */
deed: ObproxyDeed | null, 
/**
 * The host or zone it is about; empty for the whole cluster.
 */
subject: string, clusterName: string, environment: Environment, state: StateView, 
/**
 * Steps done of steps known.
 */
done: number, total: number, startedAt: number, endedAt: number | null, hosts: Array<string>, 
/**
 * The step that runs now, or the one that failed.
 */
atStep: string | null, };

/**
 * What was set going, as a whole: its calls in order, each with the task (DAG) that the agent made of it.
 */
export type OperationView = { head: OperationHead, calls: Array<CallView>, };

export type OperatorOff = "onlyAfterFailure" | "alreadyStopped" | "stepDoesNotAllow" | "anotherStepDoesNotAllow" | "noTask" | "operatorPending" | "onlyWhileRunning" | "elsewhere" | "readOnly" | "unknown";

export type OperatorView = { operator: TaskOperator, 
/**
 * Why it is off; absent when it may be used.
 */
off: OperatorOff | null, };

/**
 * In what a host stands out.
 */
export type Outlier = "diskFull" | "memoryFull" | "obVersion" | "obshellVersion" | "clock" | "silent" | "observerDown" | "architecture";

export type ParameterCatalogue = { parameters: Array<ParameterInfo>, };

/**
 * A parameter the wizard knows.
 */
export type ParameterInfo = { name: string, kind: ParameterKind, 
/**
 * The value OceanBase or the agent takes when nothing is set.
 */
default: string, 
/**
 * On the list of every new draft.
 */
common: boolean, };

export type ParameterKind = "port" | "capacity" | "path" | "integer" | "text";

export type ParameterScope = { "type": "cluster" } | { "type": "zone", zone: string, } | { "type": "server", address: string, };

/**
 * A secret on its way in. It can be read from a request, and never be written into a reply or a log.
 */
export type PassedSecret = string;

export type PassphraseReq = { passphrase: PassedSecret, };

/**
 * Which password of a connection.
 */
export type PasswordKind = "root" | "agent" | "ocp";

export type PlanComparison = { before: PlanPreview, after: PlanPreview, differences: Array<PlanDifference>, };

export type PlanDifference = { 
/**
 * `cluster.name`, `hosts 10.0.0.1:2886 zone`, `parameters cluster memory_limit`.
 */
path: string, 
/**
 * Absent: not in it.
 */
before: string | null, after: string | null, };

export type PlanNote = { code: PlanNoteCode, 
/**
 * Where, for instance `hosts[2].zone`; empty for the whole file.
 */
path: string, line: number | null, args: Record<string, string>, };

export type PlanNoteCode = "notYaml" | "notAPlan" | "newerVersion" | "tooLarge" | "unknownKey" | "missingKey" | "wrongType" | "otherKind" | "secretLeftOut" | "duplicate";

/**
 * What a plan file would do. Nothing is stored yet.
 */
export type PlanPreview = { importId: string, file: string, kind: DraftKind, clusterName: string, hosts: number, zones: number, parameters: number, 
/**
 * What keeps it out; empty when it may be applied.
 */
refusals: Array<PlanNote>, 
/**
 * What is left out.
 */
notes: Array<PlanNote>, 
/**
 * Against the draft.
 */
differences: Array<PlanDifference>, };

export type PlannedCall = { 
/**
 * Stable name of the call within the plan, for instance `join:10.10.10.1:2886`.
 */
key: string, kind: CallKind, deed: ObproxyDeed | null, 
/**
 * The agent it is sent to.
 */
target: string, zone: string | null, method: string, path: string, 
/**
 * The JSON body, indented, secrets masked.
 */
body: string, 
/**
 * Calls that must have succeeded first. Calls with the same needs run side by side.
 */
needs: Array<string>, };

/**
 * Everything that a run will do, before it does it.
 */
export type PlannedCalls = { calls: Array<PlannedCall>, problems: Array<Problem>, };

export type PracticeView = { running: boolean, agents: Array<string>, };

export type Preferences = { theme: Theme, language: Language, 
/**
 * Sizes of panes in pixels, by pane.
 */
panes: Record<string, number>, 
/**
 * Groups of connections that are folded.
 */
foldedGroups: Array<string>, notices: NoticeSettings, };

/**
 * What the hosts of a draft are good for: checks down, hosts across. Sent whole whenever a host has answered.
 */
export type Preflight = { startedAt: number, 
/**
 * Absent while a host has not answered yet.
 */
endedAt: number | null, hosts: Array<PreflightHost>, rows: Array<PreflightRow>, 
/**
 * What concerns no single host, such as an even number of zones.
 */
overall: Array<Problem>, };

export type PreflightCell = { verdict: Verdict, 
/**
 * Absent when nothing is known.
 */
value: CheckValue | null, 
/**
 * Why it is a warning or a failure. Accepted like any other problem of the draft.
 */
problem: Problem | null, 
/**
 * What to type on the host to put it right.
 */
command: string | null, };

export type PreflightHost = { 
/**
 * Canonical `ip:port`.
 */
address: string, zone: string, 
/**
 * It is being asked; its cells hold what was known before.
 */
checking: boolean, tookMs: number | null, 
/**
 * Why nothing is known of it.
 */
problem: IpcError | null, };

export type PreflightRow = { check: Check, group: CheckGroup, 
/**
 * What is enough; absent when there is nothing to compare with.
 */
need: CheckValue | null, 
/**
 * In the order of the hosts.
 */
cells: Array<PreflightCell>, };

/**
 * A shell script that reads on a host what its agent cannot tell, and prints each value with its verdict.
 */
export type PreflightScript = { text: string, };

/**
 * Looks who is at an address, before there is a connection. Nothing is stored but the key, on first sight.
 */
export type ProbeConnectionReq = { 
/**
 * As typed: `ip:port`, `ip`, `[v6]:port`, a URL.
 */
address: string, reach: Reach, 
/**
 * Tried when the identity needs one.
 */
passwords: ConnectionPasswords, 
/**
 * For an OCP; the usual when absent.
 */
ocp?: OcpOptions, };

export type ProbeHostReq = { 
/**
 * As typed: `ip:port`, `ip`, `[v6]:port`.
 */
address: string, 
/**
 * The stored agent password to use, when the agent has one.
 */
agentPassword: string | null, reach: Reach, };

/**
 * Something in a draft that blocks the run or needs the user's consent.
 */
export type Problem = { step: WizardStep, severity: Severity, code: ProblemCode, 
/**
 * Canonical address of the host it is about.
 */
host: string | null, 
/**
 * Which input: `cluster.id`, `hosts[2].zone`, `parameters[4].value`.
 */
field: string | null, 
/**
 * Values for the translated text.
 */
args: Record<string, string>, };

export type ProblemCode = "noHosts" | "addressMalformed" | "addressPortInvalid" | "addressDuplicate" | "hostNotProbed" | "hostUnreachable" | "hostNotObshell" | "certificateNotTrusted" | "routeUnreachable" | "hostNotSingle" | "hostAlreadyJoined" | "hostAddressDiffers" | "obshellVersionDiffers" | "obVersionDiffers" | "obVersionMissing" | "architectureDiffers" | "clockOffset" | "keyChanged" | "keyShort" | "agentPasswordNeeded" | "agentPasswordWrong" | "agentOpen" | "acceptsBareCalls" | "hostUnderMaintenance" | "zoneMissing" | "zoneNameInvalid" | "zoneCountEven" | "zonesUneven" | "clusterIdInvalid" | "clusterNameMissing" | "clusterNameInvalid" | "rootPasswordMissing" | "rootPasswordWeak" | "proxyroPasswordMissing" | "parameterNameMissing" | "parameterNameInvalid" | "parameterNameReserved" | "parameterUnknown" | "parameterDuplicate" | "parameterValueMissing" | "parameterValueComma" | "parameterValueInvalid" | "parameterScopeUnknown" | "portConflict" | "memoryShort" | "systemMemoryTooLarge" | "diskShort" | "openFilesLow" | "processesLow" | "portsAnswer" | "resourcesUnknown" | "clusterUnknown" | "clusterLocked" | "masterMissing" | "hostIsMember" | "obVersionHigher" | "obVersionLower" | "obshellVersionLower" | "zoneIsNew" | "masterPasswordNeeded";

export type Problems = { problems: Array<Problem>, };

export type ProxyChoice = { 
/**
 * `host:port`
 */
address: string, user: string | null, password: SecretRef | null, };

/**
 * One agent that gets a proxy. What is empty is as for all.
 */
export type ProxyHost = { 
/**
 * `ip:port` of the agent.
 */
agent: string, homePath: string, sqlPort: string, exporterPort: string, rpcPort: string, };

export type ProxyPackage = { name: string, version: string, 
/**
 * `<build>.<dist>`.
 */
release: string, architecture: string, uploadedAt: number, };

/**
 * How a proxy finds its cluster.
 */
export type ProxySource = { "type": "rsList", servers: Array<string>, } | { "type": "configUrl", url: string, };

/**
 * Takes effect at once and for good; also ends a lowering.
 */
export type RaiseGuardReq = { connectionId: string, level: GuardLevel, };

/**
 * How the agents of a connection are reached.
 */
export type Reach = { tls: TlsChoice, route: Route, 
/**
 * Shown to agents that ask for one; used with https only.
 */
clientCertificate: ClientCertificate | null, };

export type ReadImport = { 
/**
 * Absent when the user cancelled.
 */
preview: ImportPreview | null, };

export type ReadPlan = { 
/**
 * Absent when the user cancelled.
 */
preview: PlanPreview | null, };

export type ReadPlanReq = { 
/**
 * The draft to compare it with; absent for a new one.
 */
draftId: string | null, };

export type RecordReq = { recordId: string, };

/**
 * Stores a password in the place of the one that was refused, and lets the connection go on.
 */
export type ReplacePasswordReq = { connectionId: string, kind: PasswordKind, 
/**
 * From `store_secret`.
 */
secretId: string, 
/**
 * For an OCP.
 */
user: string | null, };

export type ResumeOperationReq = { operationId: string, consent: Consent, };

export type RollbackHost = { address: string, zone: string, paths: Array<string>, };

/**
 * What rolling back deletes, host by host.
 */
export type RollbackPreview = { hosts: Array<RollbackHost>, 
/**
 * Steps that will be undone, last first.
 */
steps: Array<string>, };

export type RollbackPreviewReq = { operationId: string, callKey: string, };

/**
 * The way through the network.
 */
export type Route = { "type": "direct" } | { "type": "jump", host: string, } | { "type": "httpProxy", proxy: ProxyChoice, } | { "type": "socksProxy", proxy: ProxyChoice, };

export type RunComparison = { before: HistoryRecord, after: HistoryRecord, 
/**
 * In the order of `after`; a step that only `before` has stands where it stood there.
 */
steps: Array<StepComparison>, };

export type RunPreflightReq = { 
/**
 * Chosen by the caller; names the subscription in `unwatch`.
 */
watchId: string, draftId: string, 
/**
 * Canonical addresses to ask again; all when empty.
 */
hosts: Array<string>, };

/**
 * One sub-task: a step on one host, with all its attempts.
 */
export type RunView = { 
/**
 * The sub-task's generic id.
 */
key: string, 
/**
 * `ip:port` of the agent that executes it.
 */
host: string, zone: string, state: StateView, 
/**
 * How long an attempt may take, in seconds, where the server has said so. It does not always see to it.
 */
limitS: number | null, 
/**
 * Oldest first; the last one is current.
 */
attempts: Array<AttemptView>, };

export type SaveDraftReq = { draft: WizardDraft, };

/**
 * The log of a step, or of one of its sub-tasks, as a text file.
 */
export type SaveLogReq = { operationId: string, callKey: string, stepKey: string, runKey: string | null, 
/**
 * Only this attempt.
 */
attempt: number | null, 
/**
 * How far the times in the file are east of Greenwich: the window's own zone.
 */
utcOffsetMinutes: number, };

export type SaveObproxyDraftReq = { draft: ObproxyDraft, };

export type SavedDraft = { updatedAt: number, };

export type SavedFile = { 
/**
 * Absent when the user cancelled.
 */
path: string | null, };

/**
 * Records that contain all words of `text` in their name, cluster, connection, hosts or logs, the newest first.
 */
export type SearchHistoryReq = { 
/**
 * Empty for all.
 */
text: string, connectionId: string | null, 
/**
 * Only tasks with this name.
 */
name: string | null, 
/**
 * How many to leave out, and how many to give at most.
 */
offset: number, limit: number, };

/**
 * A secret kept in Rust.
 */
export type SecretRef = { id: string, 
/**
 * It misses at least one of OceanBase's rules (see `PasswordRules`).
 */
weak: boolean, };

/**
 * Where servers are operated on: `…/obproxies/{ids}/…` until 4.3.4, `…/servers/…` after.
 */
export type ServerPathChoice = "byVersion" | "old" | "new";

export type ServerSuggestion = { address: string, suggestions: Array<Suggestion>, };

export type Severity = "block" | "warn";

/**
 * A native notification in the user's language.
 */
export type ShowNoticeReq = { title: string, body: string, 
/**
 * What a click on it opens.
 */
operationId: string, };

export type StartDraftReq = { draftId: string, consent: Consent, };

export type StartNodeActionReq = { connectionId: string, action: NodeAction, 
/**
 * The warnings the user has ticked.
 */
accepted: Array<AcceptedFinding>, consent: Consent, };

export type StartObproxyActionReq = { connectionId: string, action: ObproxyAction, 
/**
 * The warnings the user has ticked.
 */
accepted: Array<AcceptedObproxyFinding>, 
/**
 * What was typed, when the impact asked for it.
 */
typed: string, consent: Consent, };

export type StartedOperation = { operationId: string, };

export type StateKind = "pending" | "ready" | "running" | "succeeded" | "failed" | "rolledBack" | "cancelled" | "passed" | "unknown";

/**
 * A state as the UI draws it, and the server's own words for it.
 */
export type StateView = { kind: StateKind, 
/**
 * `STATE/OPERATOR` verbatim, for instance `SUCCEED/ROLLBACK`; OBDeck's word where no agent was asked.
 */
word: string, };

export type StepComparison = { name: string, before: StepFigures | null, after: StepFigures | null, };

export type StepFigures = { number: number, state: StateView, 
/**
 * From its first attempt to its last end; absent when it did not run, or its times are not known.
 */
tookMs: number | null, 
/**
 * The most that a host needed.
 */
attempts: number, 
/**
 * The host that ended last, and how long it took.
 */
slowestHost: string | null, slowestMs: number | null, hosts: Array<HostFigures>, message: string | null, };

export type StepView = { 
/**
 * The node's generic id, or `plan:3` for a step still to come.
 */
key: string, 
/**
 * 1-based stage.
 */
number: number, 
/**
 * The agent's name, verbatim.
 */
name: string, state: StateView, 
/**
 * Runs on every agent.
 */
onAllHosts: boolean, startedAt: number | null, endedAt: number | null, runs: Array<RunView>, 
/**
 * Keys of the steps it waits for; absent where each waits for the one before it, as in obshell.
 */
after: Array<string> | null, 
/**
 * What may be done with this step alone, each with the reason when it is off: pass in obshell; retry, skip
 * and cancel in OCP.
 */
operators: Array<OperatorView>, };

/**
 * The steps of one call that changed, or that are new; `order` is given when steps came or went.
 */
export type StepsChange = { callKey: string, order: Array<string> | null, steps: Array<StepView>, };

export type StopMode = "service" | "terminate" | "force";

/**
 * Keeps a secret and gives back what stands for it.
 */
export type StoreSecretReq = { 
/**
 * The secret this one takes the place of.
 */
replaces: string | null, value: PassedSecret, };

/**
 * A sub-DAG on one agent. While its main task runs it may park in FAILED, which is no failure.
 */
export type SubTaskRef = { agent: string, 
/**
 * Generic DAG id.
 */
taskId: string, };

/**
 * A value worth setting, from what the hosts say of themselves.
 */
export type Suggestion = { name: string, value: string, reason: SuggestionReason, args: Record<string, string>, };

export type SuggestionReason = "smallestMemory" | "smallestDisk" | "threeTimesMemory" | "shareOfMemory" | "sharedAddress";

export type Suggestions = { cluster: Array<Suggestion>, 
/**
 * For a single host; args carry `host`.
 */
servers: Array<ServerSuggestion>, };

export type TakenHost = { hostId: string, sqlPort: string, 
/**
 * Of root@proxysys, as it is there. Newer releases of OCP want it.
 */
password: SecretRef | null, };

export type TaskExportFormat = "html" | "json" | "bundle";

/**
 * A task of the cluster: one that runs, or one that failed.
 */
export type TaskNote = { 
/**
 * Generic DAG id.
 */
id: string, 
/**
 * The agent's name for it.
 */
name: string, state: StateView, done: number, total: number, startedAt: number | null, endedAt: number | null, holdsLock: boolean, 
/**
 * Set when OBDeck started it and can open it.
 */
operationId: string | null, };

export type TaskOperator = "retry" | "rollback" | "cancel" | "pass" | "skip";

export type TaskOrigin = { "type": "live" } | { "type": "history", recordId: string, } | { "type": "file", name: string, 
/**
 * When it was written; absent when the file does not tell.
 */
savedAt: number | null, };

export type TaskPlace = { "type": "cluster" } | { "type": "agent", address: string, } | { "type": "obProxy", address: string, } | { "type": "ocp" };

export type TaskRef = { 
/**
 * Generic DAG id.
 */
id: string, 
/**
 * The agent's name for it, for instance `Initialize cluster`.
 */
name: string, stage: number, maxStage: number, 
/**
 * It holds the cluster or agent maintenance lock until it succeeds, is rolled back or passed.
 */
holdsLock: boolean, 
/**
 * The task of the cluster that this one, of a single agent, is a part of.
 */
mainTaskId: string | null, };

/**
 * One task of any connection, running or ended, on its server, followed by OBDeck, or kept in the history.
 */
export type TaskRow = { 
/**
 * Unique in the list and stable.
 */
key: string, system: TaskSystem, place: TaskPlace, 
/**
 * Absent for what was started without a connection.
 */
connectionId: string | null, connectionName: string, environment: Environment, clusterName: string, 
/**
 * Generic DAG id, or OCP's number; empty where the operation has created none yet.
 */
taskId: string, 
/**
 * The server's name for it, verbatim.
 */
name: string, 
/**
 * What OBDeck started it as.
 */
kind: OperationKind | null, deed: ObproxyDeed | null, 
/**
 * The host or zone it is about; empty for the whole cluster, and for tasks OBDeck did not start.
 */
subject: string, state: StateView, 
/**
 * Steps done of steps known.
 */
done: number, total: number, startedAt: number | null, endedAt: number | null, 
/**
 * The step that runs now, or the one that failed, where that is known.
 */
atStep: string | null, holdsLock: boolean, 
/**
 * The task that it follows: a sub-DAG parks in FAILED on purpose while its main task runs.
 */
mainTaskId: string | null, 
/**
 * The operation that follows it.
 */
operationId: string | null, 
/**
 * The record of it in the history.
 */
recordId: string | null, 
/**
 * Whether its server still lists it, as far as is known.
 */
onServer: boolean, };

/**
 * What was asked for tasks, and how fresh that is.
 */
export type TaskSource = { connectionId: string, name: string, system: TaskSystem, 
/**
 * It is being read now and again; otherwise its tasks are those last seen.
 */
live: boolean, readAt: number | null, problem: IpcError | null, };

/**
 * Who runs a task.
 */
export type TaskSystem = "obshell" | "ocp";

/**
 * First a snapshot, then what changed. `seq` grows by one; a gap means: subscribe again.
 */
export type TasksEvent = { "type": "snapshot", seq: number, rows: Array<TaskRow>, sources: Array<TaskSource>, } | { "type": "changed", seq: number, rows: Array<TaskRow>, gone: Array<string>, sources: Array<TaskSource> | null, };

export type TenantView = { name: string, mode: string, status: string, cpuPercent: number | null, };

export type Theme = "system" | "light" | "dark";

/**
 * http, or https and whom to trust.
 */
export type TlsChoice = { "type": "off" } | { "type": "system" } | { "type": "privateCa", pem: string, } | { "type": "pinned", fingerprints: Array<string>, };

export type TrayLine = { operationId: string, text: string, };

/**
 * What the tray says, in the user's language.
 */
export type TrayReq = { 
/**
 * One line for the whole.
 */
tooltip: string, 
/**
 * Beside the icon, where the desktop has room for it: a count, or nothing.
 */
label: string, 
/**
 * One line each; choosing one opens the window there.
 */
running: Array<TrayLine>, open: string, quit: string, };

/**
 * Trusts the certificate that an agent of a connection offers now.
 */
export type TrustCertificateReq = { connectionId: string, fingerprint: string, };

/**
 * Accepts the key that `address` offers now.
 */
export type TrustKeyReq = { address: string, fingerprint: string, };

export type Undo = "start" | "stop" | "scaleOut" | "join" | "nothing";

export type UnwatchReq = { watchId: string, };

/**
 * Sends a package, chosen in the system's dialog, to agents one after the other. `unwatch` cancels.
 */
export type UploadPackageReq = { 
/**
 * Chosen by the caller; names the upload in `unwatch`.
 */
watchId: string, connectionId: string, agents: Array<string>, consent: Consent, };

export type UploadProgress = { 
/**
 * Absent as long as nothing was chosen.
 */
file: string | null, 
/**
 * Bytes of the file.
 */
size: number, agents: Array<AgentUpload>, over: boolean, 
/**
 * Nothing was chosen, or the file cannot be read.
 */
problem: IpcError | null, };

export type UploadState = "waiting" | "sending" | "done" | "failed" | "cancelled";

export type Usage = { used: number, total: number, };

export type UsualCall = { callKey: string, 
/**
 * How many earlier successes it is the median of; never 0.
 */
runs: number, 
/**
 * All of them on the same connection; otherwise on any.
 */
sameConnection: boolean, tookMs: number, 
/**
 * What the shortest and the longest of them took.
 */
leastMs: number, mostMs: number, steps: Array<UsualStep>, };

export type UsualStep = { 
/**
 * The server's name for it, verbatim.
 */
name: string, 
/**
 * From the end of the step before it to its beginning, and from there to its end.
 */
waitMs: number, tookMs: number, };

/**
 * What earlier runs of the same tasks took, as far as this computer knows them.
 */
export type UsualTimes = { calls: Array<UsualCall>, };

export type VaultProtection = "keychain" | "passphrase" | "locked" | "memoryOnly";

/**
 * Where secrets are kept.
 */
export type VaultView = { protection: VaultProtection, 
/**
 * Why the keychain is of no use, in the system's words.
 */
reason: string | null, 
/**
 * Where a vault file that could not be used was put.
 */
setAside: string | null, };

export type Verdict = "pending" | "pass" | "warn" | "fail" | "unknown";

export type WarningCode = "shortKey" | "noAgentPassword" | "acceptsBareCalls" | "addressDiffers" | "clockOffset";

export type WatchClusterReq = { 
/**
 * Chosen by the caller; names the subscription in `unwatch`.
 */
watchId: string, connectionId: string, };

export type WatchConnectionsReq = { 
/**
 * Chosen by the caller; names the subscription in `unwatch`.
 */
watchId: string, };

export type WatchLogReq = { watchId: string, operationId: string, callKey: string, stepKey: string, 
/**
 * One sub-task, or all of the step's.
 */
runKey: string | null, };

export type WatchNoticesReq = { 
/**
 * Chosen by the caller; names the subscription in `unwatch`. A new subscription ends the one before it.
 */
watchId: string, 
/**
 * `told_at` of the last notice that the window has dealt with: those after it come again, should they have
 * been lost on their way. Absent: those that were never sent.
 */
after: number | null, };

export type WatchOperationReq = { 
/**
 * Chosen by the caller; names the subscription in `unwatch`.
 */
watchId: string, operationId: string, };

export type WatchTasksReq = { 
/**
 * Chosen by the caller; names the subscription in `unwatch`.
 */
watchId: string, };

/**
 * A wizard in progress. Saved at each change; holds ids of secrets, never secrets.
 */
export type WizardDraft = { id: string, kind: DraftKind, updatedAt: number, 
/**
 * Where the user is.
 */
step: WizardStep, environment: Environment, hosts: Array<DraftHost>, cluster: DraftCluster, 
/**
 * `observer/config` entries at the scope they were written for.
 */
parameters: Array<DraftParameter>, 
/**
 * The warnings the user has agreed to. One that comes later must be agreed to again.
 */
acceptedWarnings: Array<AcceptedWarning>, 
/**
 * The operation that was started from this draft.
 */
operationId: string | null, 
/**
 * The connection it was begun from.
 */
connectionId: string | null, reach: Reach, };

export type WizardStep = "hosts" | "cluster" | "resources" | "preflight" | "review" | "run";

/**
 * An operation that runs, and how far it is.
 */
export type WorkLine = { operationId: string, kind: OperationKind, deed: ObproxyDeed | null, subject: string, clusterName: string, environment: Environment, done: number, total: number, };

export type WorkMode = "configUrl" | "rsList";

export type ZoneView = { name: string, 
/**
 * The server's word, for instance `RUNNING`; empty before there is a cluster.
 */
word: string, idc: string, region: string, hosts: Array<HostView>, actions: Array<NodeActionView>, };

/** Every command: its request and its reply. */
export type Commands = {
  app_info: [Nothing, AppInfo];
  load_preferences: [Nothing, Preferences];
  save_preferences: [Preferences, Nothing];
  start_practice: [Nothing, PracticeView];
  vault: [Nothing, VaultView];
  unlock_vault: [PassphraseReq, VaultView];
  protect_vault: [PassphraseReq, VaultView];
  move_vault_to_keychain: [Nothing, VaultView];
  forget_secrets: [Nothing, VaultView];
  connections: [Nothing, ConnectionList];
  probe_connection: [ProbeConnectionReq, ConnectionProbe];
  add_connection: [AddConnectionReq, ConnectionView];
  edit_connection: [EditConnectionReq, ConnectionView];
  duplicate_connection: [ConnectionReq, ConnectionView];
  delete_connection: [ConnectionReq, DeletedConnection];
  restore_connection: [ConnectionReq, ConnectionView];
  arrange_connections: [ArrangeConnectionsReq, Nothing];
  contact_connection: [ConnectionReq, Nothing];
  leave_connection: [ConnectionReq, Nothing];
  replace_password: [ReplacePasswordReq, Nothing];
  trust_certificate: [TrustCertificateReq, Nothing];
  raise_guard: [RaiseGuardReq, GuardView];
  lower_guard: [LowerGuardReq, GuardView];
  operation_guard: [OperationReq, OperationGuard];
  draft_guard: [DraftReq, OperationGuard];
  audit: [AuditReq, AuditPage];
  export_connections: [ExportConnectionsReq, Exported];
  read_import: [Nothing, ReadImport];
  apply_import: [ApplyImportReq, Imported];
  home: [Nothing, Home];
  create_draft: [CreateDraftReq, WizardDraft];
  load_draft: [DraftReq, WizardDraft];
  save_draft: [SaveDraftReq, SavedDraft];
  delete_draft: [DraftReq, Nothing];
  store_secret: [StoreSecretReq, SecretRef];
  probe_host: [ProbeHostReq, HostProbe];
  trust_key: [TrustKeyReq, Nothing];
  check_draft: [DraftReq, Problems];
  parameter_catalogue: [Nothing, ParameterCatalogue];
  suggest_parameters: [DraftReq, Suggestions];
  plan_calls: [DraftReq, PlannedCalls];
  preflight_script: [DraftReq, PreflightScript];
  export_plan: [DraftReq, ExportedPlan];
  read_plan: [ReadPlanReq, ReadPlan];
  apply_plan: [ApplyPlanReq, WizardDraft];
  compare_plans: [Nothing, ComparedPlans];
  start_draft: [StartDraftReq, StartedOperation];
  node_impact: [NodeActionReq, Impact];
  start_node_action: [StartNodeActionReq, StartedOperation];
  ocp_hosts: [OcpLookUpReq, OcpHosts];
  ocp_packages: [OcpLookUpReq, OcpPackages];
  ocp_ob_clusters: [OcpLookUpReq, OcpObClusters];
  obproxy_clusters: [OcpLookUpReq, ObproxyClusters];
  obproxy_cluster: [ObproxyClusterReq, ObproxyCluster];
  obproxy_parameters: [ObproxyClusterReq, ObproxyParameters];
  obproxy_catalogue: [ObproxyCatalogueReq, ObproxyCatalogue];
  obproxy_drafts: [Nothing, ObproxyDraftList];
  create_obproxy_draft: [CreateObproxyDraftReq, ObproxyDraft];
  load_obproxy_draft: [DraftReq, ObproxyDraft];
  save_obproxy_draft: [SaveObproxyDraftReq, SavedDraft];
  delete_obproxy_draft: [DraftReq, Nothing];
  check_obproxy_draft: [DraftReq, ObproxyCheck];
  plan_obproxy_draft: [DraftReq, ObproxyPlan];
  start_obproxy_draft: [StartDraftReq, StartedOperation];
  obproxy_impact: [ObproxyActionReq, ObproxyImpact];
  start_obproxy_action: [StartObproxyActionReq, StartedOperation];
  agent_proxies: [ConnectionReq, AgentProxies];
  open_task: [OpenTaskReq, StartedOperation];
  operate_task: [OperateTaskReq, Nothing];
  operate_step: [OperateStepReq, Nothing];
  rollback_preview: [RollbackPreviewReq, RollbackPreview];
  resume_operation: [ResumeOperationReq, Nothing];
  stop_operation: [OperationReq, Nothing];
  forget_operation: [OperationReq, Nothing];
  open_saved_task: [Nothing, OpenedTask];
  open_task_text: [OpenTaskTextReq, OpenedTask];
  export_task: [ExportTaskReq, SavedFile];
  save_log: [SaveLogReq, SavedFile];
  search_history: [SearchHistoryReq, HistoryPage];
  open_record: [RecordReq, OpenedTask];
  forget_records: [ForgetRecordsReq, HistoryUsage];
  compare_runs: [CompareRunsReq, RunComparison];
  usual_times: [OperationReq, UsualTimes];
  history_usage: [Nothing, HistoryUsage];
  limit_history: [HistoryLimits, HistoryUsage];
  show_notice: [ShowNoticeReq, Nothing];
  set_tray: [TrayReq, Nothing];
  unwatch: [UnwatchReq, Nothing];
};

/** Every stream: its request and its events. */
export type Streams = {
  watch_connections: [WatchConnectionsReq, ConnectionsEvent];
  watch_cluster: [WatchClusterReq, ClusterEvent];
  upload_package: [UploadPackageReq, UploadProgress];
  run_preflight: [RunPreflightReq, Preflight];
  watch_operation: [WatchOperationReq, OperationEvent];
  watch_log: [WatchLogReq, LogEvent];
  watch_tasks: [WatchTasksReq, TasksEvent];
  watch_notices: [WatchNoticesReq, NoticesEvent];
};

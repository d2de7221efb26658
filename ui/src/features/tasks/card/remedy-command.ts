import type { Explanation, FailureView } from "../../../ipc/generated";

/** A command that looks at the cause, or mends it, on the host that failed; null where none is sensible. */
export function remedyCommand({ explanation, message, host }: FailureView): string | null {
  return COMMANDS[explanation](message, host);
}

type Command = (message: string, host: string) => string | null;

const none: Command = () => null;

const COMMANDS: Record<Explanation, Command> = {
  directoryNotEmpty: (message) => withPath(message, "ls -la"),
  directoryNotWritable: (message) => withPath(message, "ls -ld"),
  observerDidNotStart: none,
  portInUse: (message) => `sudo ss -ltnp 'sport = :${portIn(message)}'`,
  notEnoughMemory: () => "free -h",
  notEnoughDisk: () => "df -h",
  clockSkew: () => "sudo chronyc -a makestep",
  agentLost: (_, host) => `curl http://${host}/api/v1/status`,
  versionMismatch: none,
  wrongPassword: none,
  underMaintenance: none,
  rootServiceList: none,
  queryTimeout: () => "chronyc tracking",
  keyChanged: none,
  outcomeUnknown: none,
  wrongIdentity: none,
  noMaster: none,
  agentUnknown: none,
  alreadyMember: none,
  peerRefused: none,
  databaseUnavailable: none,
  takeOverMismatch: none,
  packageMissing: none,
  maintainerMissing: none,
  clusterIdInvalid: none,
  clusterNameEmpty: none,
  clusterAlreadyInitialized: none,
  clusterNotInitialized: none,
  scopeInvalid: none,
  passwordUnreadable: none,
  stopModeConflict: none,
  forceStopRequired: none,
  stopModeNeeded: none,
  majorityMissing: none,
  scaleOutHigherVersion: none,
  scaleOutLowerVersion: none,
  operationTimedOut: none,
  freezeTimedOut: none,
  zoneUnknown: none,
  zoneNotEmpty: none,
  removesItself: none,
  zoneNameEmpty: none,
  anotherZoneStopped: none,
  observerCheckFailed: none,
  observerNeverStarted: none,
  observerUnavailable: none,
  serverNotDeleting: none,
  pythonMissing: none,
  proxyDidNotStart: none,
  proxyDidNotStop: none,
  proxyManaged: none,
  proxyNotThere: none,
  proxyVersion: none,
  proxyPackageName: none,
  proxySource: none,
  ocpCommandMissing: none,
  ocpProcessOnHost: none,
  ocpProxyUnreachable: none,
  ocpProxyroPassword: none,
  ocpHostTaken: none,
  ocpDirectoryNotEmpty: none,
  ocpDirectoryNotWritable: none,
  ocpVersion: none,
  ocpNameTaken: none,
  ocpInvalidParameter: none,
  ocpParameterReadOnly: none,
  ocpPasswordFormat: none,
  ocpState: none,
  ocpGone: none,
  ocpRightMissing: none,
  ocpLoginRefused: none,
  ocpUnreachable: none,
  ocpInterrupted: none,
  other: none,
};

const OBSERVER_RPC_PORT = "2882";

function portIn(message: string): string {
  return /port\D{0,4}(\d{2,5})/i.exec(message)?.[1] ?? OBSERVER_RPC_PORT;
}

function withPath(message: string, command: string): string | null {
  const path = /\/[\w./-]+/.exec(message)?.[0];
  return path === undefined ? null : `${command} ${path}`;
}

import type { ProblemCode, SuggestionReason } from "../../ipc/generated";

/** What is wrong, and what to do about it. */
export type ProblemText = { title: string; remedy: string };

const problemsEn: Record<ProblemCode, ProblemText> = {
  noHosts: { title: "No host is on the list", remedy: "Paste the addresses of the agents, one or more." },
  addressMalformed: {
    title: "This is not an IP address",
    remedy: "Write ip, ip:port or [v6]:port. Host names do not work: agents know each other by IP address.",
  },
  addressPortInvalid: {
    title: "The port is not valid",
    remedy: "Use a port from 1 to 65535; obshell listens on 2886.",
  },
  addressDuplicate: { title: "This address is already in row {{other}}", remedy: "Remove one of the two rows." },
  hostNotProbed: { title: "The host was not asked yet", remedy: "Check it again, or wait for its answer." },
  hostUnreachable: {
    title: "The host does not answer",
    remedy: "Check the address, that obshell runs there (obshell agent start) and that no firewall closes the port.",
  },
  hostNotObshell: {
    title: "Something answers, but it is not obshell",
    remedy: "Check the port. obshell listens on 2886 unless it was started with another.",
  },
  certificateNotTrusted: {
    title: "The agent offers a certificate that is not trusted",
    remedy: "Compare its fingerprint {{offered}} with the one on the host, and trust it where the way is set up.",
  },
  routeUnreachable: {
    title: "The way to the host is closed",
    remedy: "The proxy or jump host says: {{detail}}",
  },
  hostNotSingle: {
    title: "The agent is {{identity}}, not SINGLE: it already belongs to a cluster",
    remedy: "Take it off the list, or remove it from its cluster first.",
  },
  hostAlreadyJoined: {
    title: "The agent is already {{identity}} of a group made of these hosts",
    remedy: "OBDeck goes on from there and skips the calls that were already made.",
  },
  hostAddressDiffers: {
    title: "The agent knows itself as {{own}}",
    remedy: "Use {{own}} here: the other agents must call it by exactly that address.",
  },
  obshellVersionDiffers: {
    title: "obshell {{version}} here, {{most}} on most hosts",
    remedy: "Install the same obshell on all hosts, then check this host again.",
  },
  obVersionDiffers: {
    title: "OceanBase {{version}} here, {{most}} on most hosts",
    remedy: "Install the same OceanBase package on all hosts, then check this host again.",
  },
  obVersionMissing: {
    title: "The agent finds no observer",
    remedy: "Install the OceanBase package in the agent's home directory, then check this host again.",
  },
  architectureDiffers: {
    title: "{{architecture}} here, {{most}} on most hosts",
    remedy: "All hosts of a cluster need the same architecture. Take this one off the list.",
  },
  clockOffset: {
    title: "The clock is {{offsetMs}} ms off",
    remedy: "Step the clock (sudo chronyc -a makestep) and check again. The limit is {{limitMs}} ms.",
  },
  keyChanged: {
    title: "The agent's key is not the one seen before",
    remedy: "Compare the fingerprints, and trust the new key only when you know why it changed.",
  },
  keyShort: {
    title: "The agent's key has only {{bits}} bits",
    remedy: "Whoever can record the traffic can break it. Newer obshell versions make longer keys.",
  },
  agentPasswordNeeded: {
    title: "The agent asks for its password",
    remedy: "Give the password that was set on this agent.",
  },
  agentPasswordWrong: {
    title: "The agent refuses this password",
    remedy: "Replace it with the password that was set on this agent.",
  },
  acceptsBareCalls: {
    title: "The agent answers calls that carry no password at all",
    remedy: "It is a build for tests. Install a release of obshell before real data goes here.",
  },
  agentOpen: {
    title: "The agent has no password",
    remedy: "Anyone who reaches its port can command it, until it is part of a cluster with a password. Set one first.",
  },
  hostUnderMaintenance: {
    title: "A task holds the agent's maintenance lock",
    remedy: "Wait until that task has ended, then check this host again.",
  },
  zoneMissing: { title: "The zone is missing", remedy: "Name a zone, for instance zone1." },
  zoneNameInvalid: {
    title: "The zone's name is not valid",
    remedy: "Begin with a letter; letters, digits, _ and - may follow, 64 at most.",
  },
  zoneCountEven: {
    title: "{{count}} zones have no majority when half of them fail",
    remedy: "Use an odd number of zones, three for most clusters.",
  },
  zonesUneven: { title: "The zones differ in size ({{counts}})", remedy: "Give every zone the same number of hosts." },
  clusterIdInvalid: { title: "The cluster id is not valid", remedy: "Use a whole number from 1 to 2147483647." },
  clusterNameMissing: {
    title: "The cluster has no name",
    remedy: "Name it; the name stays for the life of the cluster.",
  },
  clusterNameInvalid: {
    title: "The cluster's name is not valid",
    remedy: "Begin with a letter; letters, digits, _ and - may follow, 64 at most.",
  },
  rootPasswordMissing: {
    title: "The root password is missing",
    remedy: "Set the password of root@sys, or generate one.",
  },
  rootPasswordWeak: {
    title: "The root password misses a rule of OceanBase",
    remedy: "Replace it with one that meets all rules, or OceanBase may refuse it half-way.",
  },
  proxyroPasswordMissing: {
    title: "The proxyro password is missing",
    remedy: "Set it, or switch the proxyro user off.",
  },
  parameterNameMissing: { title: "The parameter has no name", remedy: "Name it or remove the row." },
  parameterNameInvalid: {
    title: "{{name}} is no parameter name",
    remedy: "Names have letters, digits and _ only. The agent would drop this one without a word.",
  },
  parameterNameReserved: { title: "The agent sets {{name}} itself", remedy: "Remove the row." },
  parameterUnknown: {
    title: "OBDeck does not know {{name}}",
    remedy: "Check the spelling: an observer does not start with a parameter it does not know.",
  },
  parameterDuplicate: { title: "{{name}} is set twice for the same scope", remedy: "Remove one of the rows." },
  parameterValueMissing: { title: "{{name}} has no value", remedy: "Give a value or remove the row." },
  parameterValueComma: {
    title: "The value of {{name}} holds a comma",
    remedy: "Remove it: everything after a comma would become another start option.",
  },
  parameterValueInvalid: { title: "The value of {{name}} is not valid", remedy: "Expected: {{expected}}." },
  parameterScopeUnknown: {
    title: "{{target}} is not on the list of hosts",
    remedy: "Remove this row, or put the zone or host back on the list.",
  },
  portConflict: {
    title: "Port {{port}} is used twice on this host, also by {{other}}",
    remedy: "Give each server on the host ports of its own.",
  },
  memoryShort: {
    title: "memory_limit {{needed}}, but only {{available}} is available",
    remedy: "Lower memory_limit, or free memory on this host and check it again.",
  },
  systemMemoryTooLarge: {
    title: "system_memory {{systemMemory}} leaves too little of memory_limit {{memoryLimit}}",
    remedy: "Lower system_memory or raise memory_limit.",
  },
  diskShort: {
    title: "Data and log need {{needed}}, the largest disk has {{available}} free",
    remedy: "Lower datafile_size or log_disk_size, or use other directories.",
  },
  openFilesLow: {
    title: "The agent may open only {{value}} files, {{limit}} are needed",
    remedy: "Raise nofile in /etc/security/limits.conf, then restart the agent: it reads its limits at start.",
  },
  processesLow: {
    title: "The agent may start only {{value}} processes, {{limit}} are needed",
    remedy: "Raise nproc in /etc/security/limits.conf, then restart the agent: it reads its limits at start.",
  },
  portsAnswer: {
    title: "Something answers at port {{ports}} already",
    remedy: "Stop what listens there, or choose other ports, then check this host again.",
  },
  resourcesUnknown: {
    title: "Memory, disks and limits of {{zones}} are not known",
    remedy: "Enter the agent password so that the host can be asked.",
  },
  clusterUnknown: {
    title: "Nothing is known of the cluster",
    remedy: "Contact the connection first; the checks need its versions and zones.",
  },
  clusterLocked: {
    title: "The cluster is under maintenance: {{task}}",
    remedy: "Finish, roll back or pass that task first. No other maintenance can start before.",
  },
  masterMissing: {
    title: "No MASTER answers",
    remedy: "Join the first agent to itself, or contact the connection that has the MASTER.",
  },
  hostIsMember: { title: "The agent is in this cluster already", remedy: "Take it off the list." },
  obVersionHigher: {
    title: "OceanBase {{version}} here, the cluster has {{cluster}}",
    remedy: "A newer server cannot be added. Upgrade the cluster first, or install {{cluster}} on this host.",
  },
  obVersionLower: {
    title: "OceanBase {{version}} here, the cluster has {{cluster}}",
    remedy: "Install {{cluster}} on this host, then check it again.",
  },
  obshellVersionLower: {
    title: "obshell {{version}} here, the cluster has {{cluster}}",
    remedy: "The scale-out upgrades it first; that takes longer.",
  },
  zoneIsNew: {
    title: "{{zone}} is a new zone",
    remedy: "It is created and started for this server. Tenants use it only after their locality is changed.",
  },
  masterPasswordNeeded: {
    title: "The MASTER has an agent password",
    remedy: "Enter it in the connection: joining needs it.",
  },
};

const reasonsEn: Record<SuggestionReason, string> = {
  smallestMemory: "smallest host {{host}} has {{available}} available",
  smallestDisk: "smallest disk, on {{host}}, has {{free}} free",
  threeTimesMemory: "three times memory_limit {{memoryLimit}}, if the disk allows",
  shareOfMemory: "an eighth of memory_limit {{memoryLimit}}",
  sharedAddress: "{{host}} carries several servers",
};

export const en = { problem: problemsEn, reason: reasonsEn };

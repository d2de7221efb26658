import type { Explanation } from "../../ipc/generated";

/** `short` stands beside a failed bar; empty where the agent's own words are better. */
export type ExplanationText = { short: string; cause: string; remedy: string };

export const explain: Record<Explanation, ExplanationText> = {
  directoryNotEmpty: {
    short: "directory not empty",
    cause: "A data or log directory on {{host}} is not empty. OceanBase starts only in empty ones.",
    remedy: "Look at what is in it. When nothing there is needed, empty it and retry.",
  },
  directoryNotWritable: {
    short: "directory not writable",
    cause: "The agent's user on {{host}} may not write to a data or log directory.",
    remedy: "Give the directory to the user that obshell runs as, then retry.",
  },
  observerDidNotStart: {
    short: "observer did not start",
    cause: "The observer process on {{host}} did not come up in time.",
    remedy: "Read the last lines of log/observer.log in the agent's home directory, mend what they say, then retry.",
  },
  portInUse: {
    short: "port in use",
    cause: "A port that is needed on {{host}} is held by another process.",
    remedy: "Find the process and stop it, or roll back and choose other ports. Then retry.",
  },
  notEnoughMemory: {
    short: "not enough memory",
    cause: "{{host}} has less free memory than memory_limit asks for.",
    remedy: "Free memory on the host and retry, or roll back and lower memory_limit.",
  },
  notEnoughDisk: {
    short: "not enough disk",
    cause: "A disk on {{host}} has less room than datafile_size and log_disk_size ask for.",
    remedy: "Make room and retry, or roll back and ask for smaller files.",
  },
  clockSkew: {
    short: "clocks apart",
    cause: "The clock of {{host}} is too far from the clocks of the other hosts.",
    remedy: "Set the clock on {{host}} and keep it in step with chrony or NTP, then retry.",
  },
  agentLost: {
    short: "agent lost",
    cause: "The agent on {{host}} did not answer while the step ran.",
    remedy: "See that obshell runs on {{host}} and that the other hosts reach its port, then retry.",
  },
  versionMismatch: {
    short: "versions differ",
    cause: "obshell or OceanBase on {{host}} has another version than the master.",
    remedy: "Install the same version on every host, then continue.",
  },
  wrongPassword: {
    short: "wrong password",
    cause: "An agent did not accept the password it was given.",
    remedy: "Go back to the wizard, enter the agent password of {{host}} again, then continue.",
  },
  underMaintenance: {
    short: "under maintenance",
    cause: "Another task holds the maintenance lock of {{host}}.",
    remedy: "Let that task end, or retry it or roll it back. Then continue.",
  },
  rootServiceList: {
    short: "root service list",
    cause: "The root service list does not name one server of every zone with its right ports.",
    remedy: "Roll back, correct the list or leave it out, and start again.",
  },
  queryTimeout: {
    short: "query timeout",
    cause:
      "The database did not answer {{host}} in time. Clocks that differ, a slow disk or a slow network are common causes.",
    remedy: "Compare the clocks of the hosts, look at the load of their disks, then retry.",
  },
  keyChanged: {
    short: "agent key changed",
    cause: "The agent on {{host}} shows another key than the one you trusted. Nothing more was sent to it.",
    remedy: "Find out why the key changed. Trust the new one in the wizard only when you know.",
  },
  outcomeUnknown: {
    short: "outcome unknown",
    cause: "The answer of {{host}} was lost, so it is not known whether the call was carried out.",
    remedy: "Continue: OBDeck first reads what is there and repeats nothing that is done.",
  },
  wrongIdentity: {
    short: "wrong identity",
    cause: "{{host}} does not take this call in the role it has now: {{message}}",
    remedy: "Look at the identities in the cluster view. What is done already need not be done again.",
  },
  noMaster: {
    short: "no master",
    cause: "{{host}} does not know its MASTER, or cannot reach it.",
    remedy: "Bring the MASTER back, then continue.",
  },
  agentUnknown: {
    short: "agent unknown",
    cause: "The agent that the call names is none of the group that {{host}} belongs to.",
    remedy: "Look at the list of agents and the address, then try again.",
  },
  alreadyMember: {
    short: "already a member",
    cause: "The agent belongs to the group already.",
    remedy: "Nothing needs to be done. Look at the cluster view.",
  },
  peerRefused: {
    short: "refused by another agent",
    cause: "{{host}} asked another agent, which said no: {{message}}",
    remedy: "Put right what the other agent says, then try again.",
  },
  databaseUnavailable: {
    short: "no database",
    cause: "The agent on {{host}} has no usable connection to its OBServer.",
    remedy: "Start the OBServer, or wait until it is available, then try again.",
  },
  takeOverMismatch: {
    short: "version or port differs",
    cause: "Taking over, rebuilding or upgrading {{host}} wants other versions or ports: {{message}}",
    remedy: "Install the version that the cluster has, on the same ports, then try again.",
  },
  packageMissing: {
    short: "package missing",
    cause: "A package or a binary is not on {{host}}.",
    remedy: "Put the package there that the message names, then retry.",
  },
  maintainerMissing: {
    short: "no maintainer",
    cause: "No agent of the cluster looks after its tasks just now.",
    remedy: "Wait a minute: the cluster chooses another one. Then try again.",
  },
  clusterIdInvalid: {
    short: "cluster id invalid",
    cause: "The cluster's id is not a positive number.",
    remedy: "Change the id in the wizard.",
  },
  clusterNameEmpty: {
    short: "cluster name missing",
    cause: "The cluster has no name.",
    remedy: "Name it in the wizard.",
  },
  clusterAlreadyInitialized: {
    short: "already initialised",
    cause: "The cluster is there already.",
    remedy: "To add hosts, scale it out.",
  },
  clusterNotInitialized: {
    short: "not initialised",
    cause: "There is no cluster yet, or this host never ran an OBServer.",
    remedy: "Initialise the cluster first.",
  },
  scopeInvalid: {
    short: "scope invalid",
    cause: "The agent does not know the scope of the call.",
    remedy: "Choose the whole cluster, zones or servers.",
  },
  passwordUnreadable: {
    short: "password unreadable",
    cause: "The root password could not be decrypted on its way through a follower.",
    remedy: "Connect to the MASTER itself, then try again.",
  },
  stopModeConflict: {
    short: "two modes at once",
    cause: "A stop is either forced or terminating, not both.",
    remedy: "Choose one of them.",
  },
  forceStopRequired: {
    short: "only force works",
    cause: "The OBServer of {{host}} is not available, so nothing but a forced stop works through it.",
    remedy: "Ask another host, or stop by force.",
  },
  stopModeNeeded: {
    short: "mode needed",
    cause: "The whole cluster cannot be taken out of service: its processes must be stopped.",
    remedy: "Choose terminate, or force when nothing else works.",
  },
  majorityMissing: {
    short: "majority missing",
    cause: "Too few replicas would be left to decide anything.",
    remedy: "Bring the other members back first.",
  },
  scaleOutHigherVersion: {
    short: "newer version",
    cause: "The host is newer than the cluster: {{message}}",
    remedy: "Install the cluster's version there, or upgrade the cluster first.",
  },
  scaleOutLowerVersion: {
    short: "older version",
    cause: "The host is too old for the cluster: {{message}}",
    remedy: "Install the cluster's version there, then try again.",
  },
  operationTimedOut: {
    short: "timed out",
    cause: "The cluster did not finish a change in time. It may still go on.",
    remedy: "Look at the state of the servers, then retry.",
  },
  freezeTimedOut: {
    short: "freeze timed out",
    cause: "The minor freeze before the stop did not end in time.",
    remedy: "Retry when the cluster has less to do, or stop by force: the restart then replays the log.",
  },
  zoneUnknown: {
    short: "zone unknown",
    cause: "The cluster has no such zone.",
    remedy: "Look at the zone's name.",
  },
  zoneNotEmpty: {
    short: "zone not empty",
    cause: "The zone still holds resource units of tenants.",
    remedy: "Move the tenants' units out of the zone, then try again.",
  },
  removesItself: {
    short: "would remove itself",
    cause: "An agent does not take itself, or its own zone, out of the cluster.",
    remedy: "Ask an agent of another zone.",
  },
  zoneNameEmpty: {
    short: "zone name missing",
    cause: "The call names no zone.",
    remedy: "Name the zone.",
  },
  anotherZoneStopped: {
    short: "another zone is stopped",
    cause: "Service is stopped in another zone already. Two at once could cost the majority.",
    remedy: "Start what is stopped there first.",
  },
  observerCheckFailed: {
    short: "check failed",
    cause: "The agent could not find out whether the OBServer on {{host}} runs.",
    remedy: "Look at the process on the host, then retry.",
  },
  observerNeverStarted: {
    short: "never started",
    cause: "The OBServer on {{host}} was never started.",
    remedy: "Initialise the cluster, or scale it out to this host.",
  },
  observerUnavailable: {
    short: "OBServer unavailable",
    cause: "The OBServer on {{host}} does not serve.",
    remedy: "Start it, or read log/observer.log, then retry.",
  },
  serverNotDeleting: {
    short: "not being deleted",
    cause: "The server is not being deleted any more: somebody else took that back.",
    remedy: "Look at the server's state, then roll back or start anew.",
  },
  pythonMissing: {
    short: "Python missing",
    cause: "Python, or one of its modules, is not on {{host}}.",
    remedy: "Install what the message names, then retry.",
  },
  proxyDidNotStart: {
    short: "obproxy not healthy",
    cause:
      "obproxy on {{host}} did not come up healthy in time. It asks the cluster as proxyro, so a wrong password does it too.",
    remedy: "Compare the password of proxyro with the cluster's, read log/obproxy.log in obproxy's home, then retry.",
  },
  proxyDidNotStop: {
    short: "obproxy did not stop",
    cause: "obproxy on {{host}} did not end in time.",
    remedy: "Look at its process on the host, then retry.",
  },
  proxyManaged: {
    short: "has an OBProxy",
    cause: "The agent on {{host}} manages an OBProxy already, and cannot manage two.",
    remedy: "Choose another agent, or delete that OBProxy first.",
  },
  proxyNotThere: {
    short: "no OBProxy",
    cause: "The agent on {{host}} manages no OBProxy that runs: {{message}}",
    remedy: "Add one, or start the one that is there.",
  },
  proxyVersion: {
    short: "version not usable",
    cause: "That version of OBProxy cannot be used: {{message}}",
    remedy: "Take a version from 4.0.0 on that is newer than the one that runs.",
  },
  proxyPackageName: {
    short: "package refused",
    cause: "The package is not one of OBProxy: {{message}}",
    remedy: "Upload a package whose name begins with obproxy.",
  },
  proxySource: {
    short: "source unclear",
    cause: "The agent wants either a list of root servers or a config URL.",
    remedy: "Give one of them in the wizard.",
  },
  ocpCommandMissing: {
    short: "command missing",
    cause: "A command that OCP needs is not on {{host}}.",
    remedy: "Install what the message names (nc: the package nmap-ncat), or standardise the host in OCP. Then retry.",
  },
  ocpProcessOnHost: {
    short: "process on the host",
    cause: "A process that must not be there runs on {{host}}, mostly another obproxy.",
    remedy: "Stop it and retry, or roll back and choose another host or port.",
  },
  ocpProxyUnreachable: {
    short: "OBProxy lets OCP not in",
    cause:
      "OCP cannot log on to the OBProxy on {{host}}: it is down, has another password, or does not let OCP's address in.",
    remedy:
      "Set the start-up parameter skip_proxy_sys_private_check to true and see that the disk is not full. Then retry.",
  },
  ocpProxyroPassword: {
    short: "proxyro password differs",
    cause: "The password of proxyro is not the one that the OceanBase cluster has.",
    remedy: "Make the passwords of proxyro alike in all linked clusters and in OCP's password box. Then retry.",
  },
  ocpHostTaken: {
    short: "host taken",
    cause: "OCP has an OBProxy on {{host}} already.",
    remedy: "Choose another host, or remove that OBProxy first.",
  },
  ocpDirectoryNotEmpty: {
    short: "directory not empty",
    cause: "The installation directory on {{host}} is not empty, mostly after something that was rolled back.",
    remedy: "Look at what is in it. When nothing there is needed, empty it and retry.",
  },
  ocpDirectoryNotWritable: {
    short: "directory not writable",
    cause: "The user that OCP works as on {{host}} may not write to a directory.",
    remedy: "Give the directory that the message names to that user (admin, as a rule), then retry.",
  },
  ocpVersion: {
    short: "versions do not fit",
    cause: "The versions of OBProxy, OceanBase and OCP do not go together: {{message}}",
    remedy: "Choose another package.",
  },
  ocpNameTaken: {
    short: "name taken",
    cause: "OCP has something of that name already.",
    remedy: "Choose another name.",
  },
  ocpInvalidParameter: {
    short: "value refused",
    cause: "OCP does not accept a value: {{message}}",
    remedy: "Correct it, then try again.",
  },
  ocpParameterReadOnly: {
    short: "read-only",
    cause: "OCP does not let that parameter be changed.",
    remedy: "Leave it out, then try again.",
  },
  ocpPasswordFormat: {
    short: "password refused",
    cause: "A password does not follow OCP's rule.",
    remedy: "Take at least two of each: capital letters, small letters, digits, and the signs . _ + @ # $ %",
  },
  ocpState: {
    short: "not possible now",
    cause: "It cannot be done in the state that it is in: {{message}}",
    remedy: "Let what is under way end, read the state again, then try once more.",
  },
  ocpGone: {
    short: "not there any more",
    cause: "OCP does not know it any more: {{message}}",
    remedy: "Read the list again: somebody else may have removed it.",
  },
  ocpRightMissing: {
    short: "right missing",
    cause: "OCP's user may not do that: {{message}}",
    remedy: "Ask an administrator of OCP for the right (OBPROXY_MANAGER; for tasks TASK_MANAGER), or use another user.",
  },
  ocpLoginRefused: {
    short: "login refused",
    cause: "OCP refused the login: {{message}}",
    remedy:
      "Correct it in the connection. Nothing more is sent until then, because OCP locks an account after some tries.",
  },
  ocpUnreachable: {
    short: "OCP not reached",
    cause: "OCP did not answer.",
    remedy: "See that OCP is up and its address right. OBDeck goes on by itself when it answers.",
  },
  ocpInterrupted: {
    short: "interrupted",
    cause: "OCP was restarted or upgraded while the task ran.",
    remedy: "Retry it. A task of an older release may have to be started anew.",
  },
  other: {
    short: "",
    cause: "{{message}}",
    remedy: "Read the log on the right: the error lines say what was tried. Then retry or roll back.",
  },
};

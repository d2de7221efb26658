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
    cause: "A port that the observer needs on {{host}} is held by another process.",
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
    remedy: "Continue: OBDeck first reads the agent and repeats nothing that is done.",
  },
  notMaster: {
    short: "not the master",
    cause: "{{host}} is not the master any more, so it does not take this call.",
    remedy: "Look at the agents' identities in the wizard, then continue.",
  },
  other: {
    short: "",
    cause: "{{message}}",
    remedy: "Read the log on the right: the error lines say what the agent tried. Then retry or roll back.",
  },
};

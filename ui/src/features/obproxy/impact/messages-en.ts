import type { ObproxyFindingCode } from "../../../ipc/generated";

/** What was found, and what it means. */
export type FindingText = { title: string; body: string };

const finding: Record<ObproxyFindingCode, FindingText> = {
  connectionsDrop: {
    title: "Clients lose their connections: {{servers}}",
    body: "Whoever is connected through it is cut off and must connect anew.",
  },
  nobodyServes: {
    title: "Nothing is left of {{cluster}} that serves",
    body: "Clients that use its address reach nobody until a server runs again.",
  },
  notRunning: { title: "Not running: {{server}} {{status}}", body: "It may refuse, or have nothing to do." },
  serverBusy: {
    title: "Something is being done with {{server}}",
    body: "One thing at a time: wait for it to end, or roll it back.",
  },
  serverGone: { title: "{{server}} is no longer there", body: "It was removed meanwhile. Read the list again." },
  clusterGone: { title: "The OBProxy cluster is no longer there", body: "It was deleted meanwhile." },
  hostUnfit: { title: "{{host}} cannot take an OBProxy", body: "What speaks against it: {{reason}}." },
  portInvalid: { title: "{{value}} is not a port", body: "A number from 1025 to 65535." },
  notNewer: {
    title: "{{version}} is not newer than {{present}}",
    body: "An upgrade goes to a higher version only.",
  },
  packageUnfit: { title: "{{package}} is not for {{architecture}}", body: "Choose a package for these hosts." },
  packageMisfit: { title: "{{package}} does not fit", body: "What speaks against it: {{reason}}." },
  rsListLink: { title: "RS_LIST has exactly one link, for good", body: "It can be neither added to nor taken away." },
  alreadyLinked: { title: "{{cluster}} is linked already", body: "Nothing changes." },
  parameterReadOnly: { title: "{{name}} can only be read", body: "Leave it out." },
  parameterOutOfRange: { title: "{{name}} is out of range", body: "It may be from {{min}} to {{max}}." },
  parameterNeedsRestart: {
    title: "{{name}} takes effect after a restart",
    body: "Until then the servers go on with the old value.",
  },
  parameterSecret: {
    title: "{{name}}: a password has no place among parameters",
    body: "Parameters are shown and kept as they are typed. Leave it out.",
  },
  lookUpFailed: {
    title: "Not checked: the parameters could not be read from OCP",
    body: "Whether the values are allowed, and take effect without a restart, is not known. Read again.",
  },
  linkNameTwice: {
    title: "Several linked clusters are called {{cluster}}: {{ids}}",
    body: "OCP is told the name alone: the links to all of them go.",
  },
  undocumented: {
    title: "No document describes {{path}}",
    body: "The route may not exist in this release. If so, nothing happens and the refusal is shown.",
  },
  filesDeleted: {
    title: "{{agent}} empties {{path}}",
    body: "The directories etc, log, run, bin and lib in it are deleted, with the program itself. This cannot be undone.",
  },
  agentSilent: { title: "No answer from {{agent}}", body: "Nothing can be done there until it answers." },
  notManaged: { title: "{{agent}} manages no OBProxy", body: "There is nothing to do there." },
  managedUnknown: {
    title: "Not known whether {{agent}} manages an OBProxy",
    body: "It was not asked, or did not tell. The call is sent, and its refusal is shown.",
  },
  agentPasswordMissing: {
    title: "No agent password for {{agent}}",
    body: "Only the agent password opens these calls. Give it to the connection; set one first where there is none.",
  },
  packageNotUploaded: {
    title: "{{version}} was not uploaded to {{agent}} from here",
    body: "Without it the task fails at “Download obproxy pkg from sqlite”. Upload it first, unless it is there.",
  },
  nothingChosen: { title: "Nothing is chosen", body: "Tick at least one." },
};

export const en = {
  finding,
  findings: "What was found",
  verdict: { pass: "Fine", warn: "Warning", fail: "Blocks", unknown: "Not known", pending: "Not known yet" },
  reading: "Reading what it would do",
  failed: "What it would do could not be read",
  blocked: "Blocked: {{title}}",
  tick_one: "{{count}} warning is not ticked yet",
  tick_other: "{{count}} warnings are not ticked yet",
  type: "Type {{name}} to confirm",
  typeMissing: "“{{name}}” is not typed yet",
  steps_one: "{{count}} step to come",
  steps_other: "{{count}} steps to come",
  several_one: "{{count}} of them",
  several_other: "{{count}} of them",
  homeUnknown: "its home directory",
};

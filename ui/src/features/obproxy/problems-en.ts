import type { ObproxyProblemCode } from "../../ipc/generated";

/** What is wrong, and what to do. */
export type ProblemText = { title: string; remedy: string };

/** The problems that a form for an OCP can have. */
export type OcpProblemCode = Extract<
  ObproxyProblemCode,
  | "nameMissing"
  | "nameInvalid"
  | "nameTaken"
  | "portInvalid"
  | "portEqual"
  | "portTaken"
  | "addressMissing"
  | "noHosts"
  | "hostOffline"
  | "hostHasNoAgent"
  | "hostShared"
  | "hostArchitecture"
  | "hostSystem"
  | "hostGone"
  | "packageMissing"
  | "packageGone"
  | "packageArchitecture"
  | "packageTooOld"
  | "packageFaulty"
  | "packageBelowCluster"
  | "packageAboveCluster"
  | "packageNewest"
  | "linksNotOne"
  | "noLinks"
  | "clusterNotRunning"
  | "clusterIsStandby"
  | "clusterNameTwice"
  | "linkUserMissing"
  | "parameterMissing"
  | "parameterDuplicate"
  | "parameterUnknown"
  | "parameterReadOnly"
  | "parameterIsPort"
  | "parameterOutOfRange"
  | "parameterInvalid"
  | "parameterValueMissing"
  | "parameterSecret"
  | "passwordWeak"
  | "lookUpFailed"
>;

export const en: Record<OcpProblemCode, ProblemText> = {
  nameMissing: { title: "The cluster has no name", remedy: "Give it one: a letter first, then letters, digits and _." },
  nameInvalid: { title: "The name is not valid", remedy: "A letter first, then letters, digits and _." },
  nameTaken: { title: "OCP has a cluster of this name", remedy: "Choose another one." },
  portInvalid: { title: "“{{port}}” is not a port", remedy: "A number from 1025 to 65535. Usual: {{usual}}" },
  portEqual: { title: "Same as the {{other}}", remedy: "Usual: {{usual}}" },
  portTaken: { title: "Port {{port}} is taken by {{cluster}}", remedy: "Choose another port, or leave the host out." },
  addressMissing: {
    title: "There is no access address",
    remedy: "OCP cannot build connection strings then. It can be given later.",
  },
  noHosts: { title: "No host is chosen", remedy: "The cluster stays empty until servers are added." },
  hostOffline: {
    title: "OCP does not reach the host ({{status}})",
    remedy: "Leave it out, or bring its OCP-Agent back.",
  },
  hostHasNoAgent: { title: "The host has no OCP-Agent", remedy: "Add it in OCP first." },
  hostShared: { title: "The host carries {{services}}, too", remedy: "They share its processors, memory and network." },
  hostArchitecture: {
    title: "The host is {{architecture}}, the package {{package}}",
    remedy: "Choose another package, or leave the host out.",
  },
  hostSystem: {
    title: "{{system}}, but the package is for {{package}}",
    remedy: "OCP may refuse it. Choose the package for this system if there is one.",
  },
  hostGone: { title: "The host is not in OCP any more", remedy: "Leave it out." },
  packageMissing: { title: "No package is chosen", remedy: "Choose one that fits the hosts." },
  packageGone: { title: "The package is not in OCP any more", remedy: "Choose another one." },
  packageArchitecture: { title: "The hosts are {{architecture}}", remedy: "Choose a package for them." },
  packageTooOld: { title: "{{version}} is too old", remedy: "OCP manages OBProxy from 1.8.0 on." },
  packageFaulty: {
    title: "{{version}} has a known fault",
    remedy: "Clusters that OCP creates with 4.1 cannot be connected to. Use 4.2.1 or later.",
  },
  packageBelowCluster: {
    title: "OBProxy {{version}} is older than {{cluster}} ({{obVersion}})",
    remedy: "OCP refuses the link. Choose a newer package.",
  },
  packageAboveCluster: {
    title: "OBProxy {{version}} is newer than what {{cluster}} ({{obVersion}}) is offered",
    remedy: "For clusters of 3.x OCP offers packages up to 4.0.0. It may refuse the link.",
  },
  packageNewest: { title: "The newest that fits", remedy: "Nothing is to be done." },
  linksNotOne: {
    title: "RS_LIST needs exactly one OceanBase cluster",
    remedy: "{{count}} are chosen. Choose one, or go back to CONFIG_URL.",
  },
  noLinks: { title: "No OceanBase cluster is chosen", remedy: "Clients reach nothing until one is linked." },
  clusterNotRunning: { title: "{{cluster}} is not running: {{status}}", remedy: "Clients cannot reach it now." },
  clusterIsStandby: { title: "{{cluster}} is a standby", remedy: "Clients can only read from it." },
  clusterNameTwice: {
    title: "Another cluster is called {{cluster}}, too",
    remedy: "Its OceanBase ID is {{id}}. OBProxy tells clusters apart by their name alone.",
  },
  linkUserMissing: { title: "No user for {{cluster}}", remedy: "Usually proxyro." },
  parameterMissing: { title: "A parameter has no name", remedy: "Give one, or take it out." },
  parameterDuplicate: { title: "{{name}} is there twice", remedy: "Take one of them out." },
  parameterUnknown: {
    title: "OCP's catalogue has no {{name}}",
    remedy: "Check its spelling. OCP may refuse it, or OBProxy ignore it.",
  },
  parameterReadOnly: { title: "{{name}} can only be read", remedy: "Take it out." },
  parameterIsPort: { title: "{{name}} is a port of the second step", remedy: "Take it out: it is given there." },
  parameterOutOfRange: { title: "{{name}} is out of range", remedy: "It may be from {{min}} to {{max}}." },
  parameterInvalid: { title: "{{name}} is not valid", remedy: "It wants {{expected}}." },
  parameterValueMissing: { title: "{{name}} has no value", remedy: "Give one, or take it out." },
  parameterSecret: {
    title: "{{name}}: a password has no place among parameters",
    remedy: "Parameters are shown and kept as they are typed. Take it out; the passwords have fields of their own.",
  },
  passwordWeak: {
    title: "The password misses a rule",
    remedy: "OCP wants 8 to 32 characters, two each of upper, lower, digits and . _ + @ # %.",
  },
  lookUpFailed: {
    title: "Could not be read from OCP: {{what}}",
    remedy: "What rests on it is not checked. Read again.",
  },
};

import type { ObproxyProblemCode } from "../../../ipc/generated";

/** What is wrong, and what to do. */
export type ProblemText = { title: string; remedy: string };

/** The problems that a form for agents can have. */
export type AgentProblemCode = Extract<
  ObproxyProblemCode,
  | "nameMissing"
  | "nameInvalid"
  | "portInvalid"
  | "portEqual"
  | "portTaken"
  | "parameterMissing"
  | "parameterDuplicate"
  | "parameterUnknown"
  | "parameterIsPort"
  | "parameterInvalid"
  | "parameterValueMissing"
  | "parameterSecret"
  | "passwordWeak"
  | "lookUpFailed"
  | "noAgents"
  | "agentUnknown"
  | "agentSilent"
  | "agentManages"
  | "agentTooOld"
  | "agentPasswordMissing"
  | "homePathMissing"
  | "homePathInvalid"
  | "sourceMissing"
  | "serverMalformed"
  | "urlInvalid"
  | "proxyroPasswordMissing"
  | "agentPortsShared"
  | "agentHomeShared"
>;

export const en: Record<AgentProblemCode | "nameless", ProblemText> = {
  nameMissing: { title: "The name is missing", remedy: "Give the name that applications see." },
  nameInvalid: { title: "The name is not valid", remedy: "A letter first, then letters, digits and _." },
  portInvalid: { title: "“{{port}}” is not a port", remedy: "A number from 1025 to 65535." },
  portEqual: { title: "Port {{port}} is given twice", remedy: "Give each of the three ports a number of its own." },
  portTaken: { title: "Port {{port}} is taken by {{cluster}}", remedy: "Choose another one." },
  parameterMissing: { title: "{{name}} is needed", remedy: "Add it with a value." },
  parameterDuplicate: { title: "{{name}} is there twice", remedy: "Take one of them out." },
  parameterUnknown: {
    title: "{{name}} is not known here",
    remedy: "Check its spelling. OBProxy may know it all the same.",
  },
  parameterSecret: {
    title: "{{name}}: a password has no place among parameters",
    remedy: "Parameters are shown and kept as they are typed. Take it out; the passwords have fields of their own.",
  },
  parameterIsPort: {
    title: "{{name}} is a port of the first step",
    remedy: "What is given there wins: take this one out.",
  },
  parameterInvalid: { title: "{{name}} is not valid", remedy: "It wants {{expected}}." },
  nameless: { title: "A parameter has no name", remedy: "Give one, or take it out." },
  parameterValueMissing: { title: "{{name}} has no value", remedy: "Give one, or take it out." },
  passwordWeak: {
    title: "The password misses a rule",
    remedy: "OBProxy may refuse it. Make one that meets all rules.",
  },
  lookUpFailed: { title: "{{what}} could not be read", remedy: "What is shown may be old. Check the connection." },
  noAgents: { title: "No agent is chosen", remedy: "Tick at least one." },
  agentUnknown: {
    title: "Not an agent of this connection",
    remedy: "Take it out, or add its address to the connection.",
  },
  agentSilent: { title: "It does not answer", remedy: "Check the host and obshell, or leave it out." },
  agentManages: {
    title: "It manages an OBProxy already",
    remedy: "An agent manages one at most. Delete that one first, or leave the agent out.",
  },
  agentTooOld: { title: "obshell {{version}} manages no OBProxy", remedy: "Upgrade obshell to 4.2.6 or later." },
  agentPasswordMissing: {
    title: "The agent password is missing",
    remedy: "Only the agent password opens these calls. Set one on the agent, and give it to the connection.",
  },
  homePathMissing: {
    title: "The home path is missing",
    remedy: "Give the directory that holds bin/obproxy on the hosts.",
  },
  homePathInvalid: { title: "The home path is not absolute", remedy: "Begin it with /." },
  sourceMissing: {
    title: "No cluster is given",
    remedy: "List its servers, take them from a known cluster, or give a config URL.",
  },
  serverMalformed: {
    title: "“{{server}}” is not ip:port",
    remedy: "Two parts, with the SQL port: 10.10.10.1:2881. The RPC port does not belong here.",
  },
  urlInvalid: { title: "The config URL is not valid", remedy: "It begins with http:// or https://." },
  proxyroPasswordMissing: {
    title: "The password of proxyro is missing",
    remedy: "The agent logs in as proxyro@sys first. Without a password that works only if proxyro has none.",
  },
  agentPortsShared: {
    title: "Port {{port}} is also that of {{other}}",
    remedy: "Both are on one host: give one of them ports of its own.",
  },
  agentHomeShared: {
    title: "{{other}} has the same home path",
    remedy: "Both are on one host: give one of them a directory of its own.",
  },
};

import type { ImpactCode, StopMode, Undo } from "../../ipc/generated";

/** What was found, and what it means. */
export type FindingText = { title: string; body: string };

const finding: Record<ImpactCode, FindingText> = {
  majority: {
    title: "{{after}} of {{before}} zones keep serving, {{needed}} needed",
    body: "A majority stays: reads and writes go on.",
  },
  majorityLost: {
    title: "{{after}} of {{before}} zones would serve, {{needed}} needed",
    body: "Without a majority nothing can be written, and most tenants serve nobody.",
  },
  clusterDown: {
    title: "The whole cluster stops serving",
    body: "Every tenant is gone until the cluster is started again.",
  },
  anotherZoneStopped: {
    title: "Another zone is stopped already: {{others}}",
    body: "OceanBase stops servers in one zone at a time. Start the other one first.",
  },
  severalZones: {
    title: "More than one zone: {{zones}}",
    body: "A stop of the service alone may name one zone only. Choose one, or terminate or force.",
  },
  modeNeeded: {
    title: "The whole cluster cannot stop its service alone",
    body: "Choose terminate or force: the agent refuses the whole cluster with neither.",
  },
  forceNeeded: {
    title: "Only force works now: the observer that answers is {{state}}",
    body: "The other modes need its SQL, and the agent refuses them until it is fully available.",
  },
  zoneHoldsUnits: {
    title: "{{zone}} may still hold resource units",
    body: "The agent refuses to delete a zone with units in it. Take it out of every tenant's resource pools first.",
  },
  stopCheckPassed: { title: "The agent's own stop check passed", body: "It found nothing that speaks against it." },
  stopCheckFailed: {
    title: "The agent's own stop check of {{zone}} failed",
    body: "{{message}} ({{agentCode}})",
  },
  lockHeld: {
    title: "The maintenance lock is held: {{task}} {{id}}",
    body: "Where it is in the way, it must end, be rolled back or be passed first.",
  },
  earlierTaskFailed: {
    title: "Earlier tasks that failed are passed first: {{tasks}}",
    body: "They are declared done; what they left undone stays undone.",
  },
  sentToAnother: {
    title: "The call goes to {{agent}}",
    body: "An agent cannot take itself out: another one of the cluster does.",
  },
  noOtherAgent: {
    title: "No other agent can take the call for {{agent}}",
    body: "An agent cannot take itself out, and no other one answers.",
  },
  lastZone: { title: "{{zone}} is the last zone", body: "A cluster needs one. There is no way to go on without it." },
  zoneEmptied: {
    title: "{{zone}} will be empty",
    body: "It stays as a zone without a server. Delete the zone if it is not needed any more.",
  },
  rootServiceMoves: {
    title: "The root service moves away from {{agent}}",
    body: "Changes of the cluster wait some seconds until another server has it.",
  },
  hostSilent: {
    title: "No answer from {{agent}}",
    body: "What runs there cannot be seen, and what is done to it cannot be watched.",
  },
  noFreeze: {
    title: "Nothing is frozen before",
    body: "The next start replays the log of what was only in memory: it takes longer.",
  },
  dataDeleted: {
    title: "{{agent}} gives up its data",
    body: "Replicas move to other servers, and this one is no longer part of the cluster. What is left in its directories is of no use to it.",
  },
  subTasksPark: {
    title: "Sub-tasks of the agents stand at FAILED on purpose",
    body: "They wait so for the main task, which passes them at its end. It is no failure.",
  },
  configurationLost: {
    title: "The agents become SINGLE again",
    body: "What was configured on them for the cluster is forgotten and must be set anew.",
  },
  alreadyRunning: { title: "Runs already: {{agent}}", body: "Nothing changes there." },
  alreadyStopped: { title: "Stopped already: {{agent}}", body: "Nothing changes there." },
  routeUnprotected: {
    title: "obshell {{version}} asks for no password before it deletes a zone",
    body: "Anybody who reaches the port can do this. Close the port to strangers, or upgrade obshell.",
  },
};

const mode: Record<StopMode, { name: string; hint: string }> = {
  service: {
    name: "Service",
    hint: "STOP SERVER or STOP ZONE: it serves nobody, the process keeps running and shows as SERVICE_STOPPED. In one zone at a time, never for the whole cluster.",
  },
  terminate: {
    name: "Terminate",
    hint: "A minor freeze first, then the process is killed, so that it is quickly back. Needs an observer that is fully available.",
  },
  force: {
    name: "Force",
    hint: "The process is killed at once: no SQL, no freeze. For servers the only way when the answering observer is not available.",
  },
};

const undo: Record<Undo, string> = {
  start: "Start it again: the data stays on the hosts.",
  stop: "Stop it again.",
  scaleOut: "Scale out with the same host: it comes back empty and is filled anew.",
  join: "Join the agent again.",
  nothing: "It cannot be undone.",
};

export const en = {
  finding,
  mode,
  undo,
  impact: {
    title: {
      remove: "Remove {{what}}?",
      removeAll: "Remove all agents of {{what}}?",
      scaleIn: "Scale in: take {{what}} out?",
      stopZone: "Stop {{what}}?",
      deleteZone: "Delete {{what}}?",
      start: "Start {{what}}?",
      stop: "Stop {{what}}?",
    },
    verb: {
      remove: "Remove {{what}}",
      removeAll: "Remove all {{what}}",
      scaleIn: "Scale in {{what}}",
      stopZone: "Stop {{what}}",
      deleteZone: "Delete {{what}}",
      start: "Start {{what}}",
      stop: "Stop {{what}}",
    },
    zones_one: "{{count}} zone",
    zones_other: "{{count}} zones",
    hosts_one: "{{count}} host",
    hosts_other: "{{count}} hosts",
    agents_one: "{{count}} agent",
    agents_other: "{{count}} agents",
    lead: {
      remove: "The agent leaves its MASTER and becomes SINGLE.",
      removeAll: "MASTER and FOLLOWERs become SINGLE, each on its own.",
      scaleIn: "The server leaves the cluster, and its agent with it.",
      stopZone: "STOP ZONE: its servers hand over, and then their processes are stopped.",
      deleteZone: "The zone and all its servers leave the cluster.",
      start: "The agents start the observers that are down, then the cluster starts what was stopped.",
      stop: "The chosen servers stop.",
    },
    mode: "How",
    scope: "What",
    scopes: { cluster: "Whole cluster", zones: "Zones", servers: "Servers" },
    pickZones: "Zones to choose",
    pickServers: "Servers to choose",
    nothingPicked: "Nothing is chosen yet",
    scaleInMode: "How",
    normal: "Normal",
    normalHint: "Waits until every replica has moved to other servers, then stops the observer. May take hours.",
    forced: "Forced",
    forcedHint:
      "The observer is killed at once and its replicas are made anew elsewhere. Also possible while the host is lost.",
    freeze: "Minor freeze before, so that the next start is quick",
    passFirst: "Earlier tasks that failed can be passed first",
    passTask: "Pass {{name}} ({{id}})",
    reading: "Reading what it would do",
    failed: "What it would do could not be read",
    blocked: "Blocked: {{title}}",
    tick_one: "{{count}} warning is not ticked yet",
    tick_other: "{{count}} warnings are not ticked yet",
    capacity: "Capacity",
    before: "Now",
    after: "After",
    servers: "Servers that serve",
    zonesServe: "Zones that serve",
    cpu: "CPU cores",
    memory: "Memory",
    majority: "{{after}} of {{before}} zones keep serving, {{needed}} needed",
    findings: "What was found",
    verdict: { pass: "Fine", warn: "Warning", fail: "Blocks", unknown: "Not known", pending: "Not known yet" },
    running: "Running now",
    noneRunning: "Nothing else is running.",
    undo: "To undo it",
    steps_one: "{{count}} step the agent takes",
    steps_other: "{{count}} steps the agent takes",
  },
};

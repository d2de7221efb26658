import type { AgentLinkState, ConnectionStateKind, ConnectionView } from "../../../ipc/generated";
import type { ShownState } from "../../../shared/state/state-icon";

const ICONS: Record<ConnectionStateKind, ShownState> = {
  notContacted: "unknown",
  contacting: "running",
  available: "succeeded",
  restricted: "warning",
  observerDown: "failed",
  notInitialized: "ready",
  locked: "warning",
  taskStopped: "failed",
  signedIn: "succeeded",
  unreachable: "failed",
  keyChanged: "failed",
  passwordNeeded: "warning",
  passwordWrong: "failed",
  vaultLocked: "warning",
  unknown: "unknown",
};

const AGENT_ICONS: Record<AgentLinkState, ShownState> = {
  notAsked: "unknown",
  answers: "succeeded",
  silent: "failed",
  keyChanged: "failed",
  certificateNotTrusted: "failed",
  addressDiffers: "warning",
};

/** Waits for a decision or for hands; an old state says nothing about now. */
const NEEDS_YOU: ReadonlySet<ConnectionStateKind> = new Set([
  "observerDown",
  "taskStopped",
  "unreachable",
  "keyChanged",
  "passwordNeeded",
  "passwordWrong",
  "vaultLocked",
]);

const STOPPED: ReadonlySet<ConnectionStateKind> = new Set([
  "keyChanged",
  "passwordNeeded",
  "passwordWrong",
  "vaultLocked",
]);

export function stateIcon(connection: ConnectionView): ShownState {
  return isOld(connection) ? "unknown" : ICONS[connection.state.kind];
}

/** The state itself is from an earlier time. One that waits for a decision is of now, whatever the facts are. */
export function isOld({ state, agents }: ConnectionView): boolean {
  if (!state.stale || state.kind === "contacting" || state.kind === "vaultLocked") return false;
  const decide = agents.some((agent) => agent.keyChange !== null || agent.certificate !== null);
  return state.problem === null && state.password === null && !decide;
}

/** Something must be decided or entered before contact can go on. */
export function isStopped(connection: ConnectionView): boolean {
  return STOPPED.has(connection.state.kind) && !isOld(connection);
}

export function agentIcon(state: AgentLinkState): ShownState {
  return AGENT_ICONS[state];
}

export function needsYou(connection: ConnectionView): boolean {
  const { state, agents } = connection;
  if (agents.some((agent) => agent.keyChange !== null || agent.certificate !== null)) return true;
  return NEEDS_YOU.has(state.kind) && !isOld(connection);
}

/** A certificate, not a key, is what is not trusted. Both make the state `keyChanged`. */
export function isAboutCertificate({ agents }: ConnectionView): boolean {
  return agents.every((agent) => agent.keyChange === null) && agents.some((agent) => agent.certificate !== null);
}

/** An OCP has no cluster of its own to look at. */
export function hasOverview({ settings }: ConnectionView): boolean {
  return settings.kind !== "ocp";
}

/** Asking for an answer makes sense: it is not being read already. */
export function canContact({ state }: ConnectionView): boolean {
  return !state.live && state.kind !== "contacting";
}

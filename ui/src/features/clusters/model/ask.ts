import type { ClusterView, NodeAction, NodeActionKind, NodeScope, StopMode, TaskNote } from "../../../ipc/generated";
import { hostsOf } from "./state";

/** What an action was asked for: the cluster, one zone, or the agent of one host. */
export type Target = { type: "cluster" } | { type: "zone"; zone: string } | { type: "host"; agent: string };

/** Actions that open a wizard instead of a dialog. */
export type WizardKind = Extract<NodeActionKind, "initialize" | "join" | "scaleOut">;
export type DialogKind = Exclude<NodeActionKind, WizardKind>;
export type Ask = { kind: DialogKind; target: Target };

/** What the user decides in the dialog. */
export type Options = {
  scope: NodeScope;
  mode: StopMode;
  force: boolean;
  freezeServer: boolean;
  passTasks: string[];
};

export function isWizardKind(kind: NodeActionKind): kind is WizardKind {
  return kind === "initialize" || kind === "join" || kind === "scaleOut";
}

/** A MASTER cannot leave alone: taken out, it takes all its FOLLOWERs with it. */
export function askedFor(kind: DialogKind, target: Target, cluster: ClusterView | null): Ask {
  if (kind !== "remove" || target.type !== "host") return { kind, target };
  const hosts = cluster === null ? [] : hostsOf(cluster.zones);
  const isMaster = hosts.some(({ address, identity }) => address === target.agent && identity === "MASTER");
  return isMaster ? { kind: "removeAll", target: { type: "cluster" } } : { kind, target };
}

/** Where the dialog begins: the mildest that can work. */
export function firstOptions({ kind, target }: Ask): Options {
  const scope = scopeOf(target);
  const mode = kind === "stop" && scope.type === "cluster" ? "terminate" : "service";
  return { scope, mode, force: false, freezeServer: true, passTasks: [] };
}

/** The action that is asked about and sent; null while nothing is chosen. */
export function actionOf({ kind, target }: Ask, options: Options): NodeAction | null {
  const { scope, mode, force, freezeServer, passTasks } = options;
  const agent = target.type === "host" ? target.agent : null;
  const zone = target.type === "zone" ? target.zone : null;
  switch (kind) {
    case "remove":
      return agent === null ? null : { type: "remove", agent };
    case "removeAll":
      return { type: "removeAll" };
    case "scaleIn":
      return agent === null ? null : { type: "scaleIn", agent, force };
    case "stopZone":
      return zone === null ? null : { type: "stopZone", zone, freezeServer, passTasks };
    case "deleteZone":
      return zone === null ? null : { type: "deleteZone", zone };
    case "start":
      return isEmpty(scope) ? null : { type: "start", scope, passTasks };
    case "stop":
      return isEmpty(scope) ? null : { type: "stop", scope, mode, passTasks };
  }
}

/** What the action is about, in the order of the board. */
export function chosenIn(scope: NodeScope): string[] {
  if (scope.type === "cluster") return [];
  return scope.type === "zones" ? scope.zones : scope.agents;
}

/** `scope` with one zone or server more, or less. */
export function toggled(scope: NodeScope, name: string): NodeScope {
  const flip = (names: string[]) => (names.includes(name) ? names.filter((one) => one !== name) : [...names, name]);
  if (scope.type === "cluster") return scope;
  return scope.type === "zones"
    ? { type: "zones", zones: flip(scope.zones) }
    : { type: "servers", agents: flip(scope.agents) };
}

export function emptyScope(type: NodeScope["type"]): NodeScope {
  if (type === "cluster") return { type };
  return type === "zones" ? { type, zones: [] } : { type, agents: [] };
}

/** Tasks that failed, hold a lock, and could be passed before a start or a stop. */
export function passable({ tasks, lock }: ClusterView): TaskNote[] {
  const held = lock?.task ?? null;
  const failed = tasks.filter(isInTheWay);
  return held !== null && isInTheWay(held) && failed.every(({ id }) => id !== held.id) ? [held, ...failed] : failed;
}

function isInTheWay({ state, holdsLock }: TaskNote): boolean {
  return holdsLock && (state.kind === "failed" || state.kind === "cancelled");
}

function scopeOf(target: Target): NodeScope {
  if (target.type === "cluster") return { type: "cluster" };
  return target.type === "zone" ? { type: "zones", zones: [target.zone] } : { type: "servers", agents: [target.agent] };
}

function isEmpty(scope: NodeScope): boolean {
  return scope.type !== "cluster" && chosenIn(scope).length === 0;
}

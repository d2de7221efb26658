import type { Consent, Environment, GuardLevel, GuardView, IpcError, OperationGuard } from "../../../ipc/generated";
import { failure, type FakeWorld } from "../../../platform/fake/world";
import { LEVELS } from "../../../shared/guard/levels";
import { auditEntry } from "./entries";

const QUARTER_MS = 15 * 60_000;
const USUAL: Record<Environment, GuardLevel> = { dev: "open", stage: "confirm", prod: "typeName" };

export function guardAt(level: GuardLevel, change: Partial<GuardView> = {}): GuardView {
  return { level, base: level, lowered: null, ...change };
}

type Subject = { connectionId: string | null; name: string; environment: Environment };

/** The guard that a changing call is under, as the console decides it. */
export function guardOver(world: FakeWorld, { connectionId, name, environment }: Subject): OperationGuard {
  const connection = world.connections.find(({ id }) => id === connectionId);
  const guard = connection?.guard ?? world.guards.get(connectionId ?? "") ?? guardAt(USUAL[environment]);
  return { connectionId, name: connection?.settings.name ?? name, guard };
}

/** Throws what the console would answer when the user's word is not enough. */
export function authorise(world: FakeWorld, subject: Subject, { confirmed, typedName }: Consent): void {
  const { name, guard } = guardOver(world, subject);
  const typed = typedName?.trim() === name.trim();
  const needed = (level: string) => failure("consentNeeded", "the guard asks for a word first", { detail: level });
  if (guard.level === "readOnly") refuse(failure("readOnly", `${name} is read-only`));
  if (guard.level === "typeName" && !typed) refuse(needed("TypeName"));
  if (guard.level === "confirm" && !confirmed && !typed) refuse(needed("Confirm"));
}

export function raise(world: FakeWorld, connectionId: string, level: GuardLevel): GuardView {
  const { base } = currentOf(world, connectionId);
  const stricter = LEVELS.indexOf(level) < LEVELS.indexOf(base) ? level : base;
  return change(world, connectionId, `raise guard to ${wordOf(level)}`, null, guardAt(stricter));
}

export function lower(world: FakeWorld, connectionId: string, level: GuardLevel, reason: string): GuardView {
  const { base } = currentOf(world, connectionId);
  const lowered = { until: world.now() + QUARTER_MS, reason: reason.trim() };
  const what = `lower guard to ${wordOf(level)} for 15 minutes`;
  return change(world, connectionId, what, lowered.reason, { level, base, lowered });
}

function currentOf(world: FakeWorld, connectionId: string): GuardView {
  const connection = world.connections.find(({ id }) => id === connectionId);
  return connection?.guard ?? world.guards.get(connectionId) ?? guardAt("typeName");
}

function change(world: FakeWorld, connectionId: string, call: string, detail: string | null, guard: GuardView) {
  const connection = world.connections.find(({ id }) => id === connectionId);
  if (connection === undefined) world.guards.set(connectionId, guard);
  world.connections = world.connections.map((one) => (one.id === connectionId ? { ...one, guard } : one));
  world.audit.unshift(
    auditEntry((world.audit[0]?.number ?? 0) + 1, {
      at: world.now(),
      connectionId,
      connectionName: connection?.settings.name ?? connectionId,
      agent: "",
      call,
      outcome: "done",
      level: null,
      detail,
      operationId: null,
    }),
  );
  for (const tell of world.connectionWatchers) tell();
  return guard;
}

/** As Rust prints it: `TypeName`. */
function wordOf(level: GuardLevel): string {
  return level.slice(0, 1).toUpperCase() + level.slice(1);
}

function refuse(problem: IpcError): never {
  // oxlint-disable-next-line no-throw-literal, typescript/only-throw-error -- the window rejects with the plain DTO
  throw problem;
}

import type { Environment, GuardLevel } from "../../../ipc/generated";
import { LEVELS } from "../../../shared/guard/levels";

const USUAL: Record<Environment, GuardLevel> = { dev: "open", stage: "confirm", prod: "typeName" };

/** Production is never guarded by less than its name: laxer levels are only for a while. */
export function guardsFor(environment: Environment): GuardLevel[] {
  return environment === "prod" ? LEVELS.slice(0, LEVELS.indexOf(USUAL.prod) + 1) : [...LEVELS];
}

/** What a new connection of this environment gets. */
export function usualGuard(environment: Environment): GuardLevel {
  return USUAL[environment];
}

import type { GuardLevel, GuardView } from "../../ipc/generated";
import type { IconName } from "../icons/icon";
import { formatClock } from "../time/format";

/** The strictest first. */
export const LEVELS: readonly GuardLevel[] = ["readOnly", "typeName", "confirm", "open"];

export const GUARD_ICONS: Record<GuardLevel, IconName> = {
  readOnly: "eye",
  typeName: "lock",
  confirm: "lock",
  open: "unlock",
};

/** Stricter than `level`, the strictest first. */
export function stricterThan(level: GuardLevel): GuardLevel[] {
  return LEVELS.slice(0, LEVELS.indexOf(level));
}

/** What the guard can be lowered to: all that is laxer than what it falls back to, the mildest lowering first. */
export function lowerings({ base }: GuardView): GuardLevel[] {
  return LEVELS.slice(LEVELS.indexOf(base) + 1);
}

/** The level that an error names as its detail: `TypeName`. */
export function levelNamed(detail: string | null): GuardLevel | null {
  return LEVELS.find((level) => level.toLowerCase() === detail?.toLowerCase()) ?? null;
}

/** `14:32` */
export function shortClock(at: number): string {
  return formatClock(at).slice(0, 5);
}

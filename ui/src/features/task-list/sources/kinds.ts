import type { TaskSource } from "../../../ipc/generated";

export type SourceKind = "live" | "untouched" | "troubled";

export function kindOf({ live, problem }: TaskSource): SourceKind {
  if (problem !== null) return "troubled";
  return live ? "live" : "untouched";
}

/** When the one that was read longest ago was read; null when one was not yet. */
export function oldestOf(sources: readonly TaskSource[]): number | null {
  const times = sources.map(({ readAt }) => readAt);
  return times.some((at) => at === null) ? null : Math.min(...times.map((at) => at ?? 0));
}

import type { TaskRow } from "../../../ipc/generated";
import { groupBy } from "./group";

/** One earlier run: which, and how long it took. */
export type Run = { key: string; tookMs: number };
/** The last runs of a task by its name, the oldest first. */
export type Series = ReadonlyMap<string, readonly Run[]>;

/** So many runs are drawn. */
const MOST = 10;

export function seriesKey({ system, name }: TaskRow): string {
  return `${system} ${name}`;
}

/** How long tasks of each name took when they succeeded. What is as before keeps its identity. */
export function seriesOf(rows: readonly TaskRow[], before: Series): Series {
  const ended = rows.filter(
    ({ state, startedAt, endedAt, mainTaskId }) =>
      state.kind === "succeeded" && startedAt !== null && endedAt !== null && mainTaskId === null,
  );
  const grouped = groupBy(ended, seriesKey);
  return new Map(
    [...grouped].map(([name, members]) => {
      const runs = members
        .toSorted((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0))
        .slice(-MOST)
        .map(({ key, startedAt, endedAt }) => ({ key, tookMs: Math.max(0, (endedAt ?? 0) - (startedAt ?? 0)) }));
      const known = before.get(name);
      return [name, known !== undefined && same(known, runs) ? known : runs];
    }),
  );
}

/** The middle of the durations; null without any. */
export function medianOf(runs: readonly Run[]): number | null {
  const sorted = runs.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function same(a: readonly Run[], b: readonly Run[]): boolean {
  return (
    a.length === b.length && a.every(({ key, tookMs }, index) => key === b[index]?.key && tookMs === b[index].tookMs)
  );
}

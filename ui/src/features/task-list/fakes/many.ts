import type { StateKind, TaskRow, TaskSource } from "../../../ipc/generated";
import { onAgent, source, taskRow } from "./rows";

const NAMES = [
  ["Start OB", 34_000, 4],
  ["Stop OB", 19_000, 3],
  ["Cluster scale out", 61_000, 12],
  ["Cluster scale in", 48_000, 9],
  ["Upgrade obproxy", 210_000, 10],
  ["Backup tenant", 1_800_000, 7],
  ["Minor compaction of all tenants, one zone after the other", 5_400_000, 24],
] as const;
const ENDS: StateKind[] = [...Array.from({ length: 8 }, () => "succeeded" as const), "failed", "rolledBack", "passed"];
const STEPS = ["Start observer", "Check status", "Wait for replicas", "Restart observers of zone2"];
const CLUSTERS = 40;
const EVERY = 7 * 60_000;

/** `count` tasks of forty clusters, the first `running` of them in progress. The same numbers give the same tasks. */
export function manyRows(count: number, running: number, now: number): TaskRow[] {
  return Array.from({ length: count }, (_, index) => {
    const [name, usual, total] = NAMES[(index * 5) % NAMES.length] ?? NAMES[0];
    const cluster = `ob_${String((index * 13) % CLUSTERS).padStart(2, "0")}`;
    const kind = index < running ? "running" : (ENDS[(index * 7) % ENDS.length] ?? "succeeded");
    const startedAt = index < running ? now - 1000 * (1 + (index % 900)) : now - (index - running + 1) * EVERY - usual;
    const took = Math.round(usual * (0.7 + ((index * 37) % 100) / 110));
    return taskRow(`task-${index}`, kind, {
      name,
      total,
      done: kind === "running" ? index % total : kind === "failed" ? index % total : total,
      startedAt,
      endedAt: kind === "running" ? null : startedAt + took,
      atStep: kind === "running" || kind === "failed" ? (STEPS[index % STEPS.length] ?? null) : null,
      connectionId: `c-${cluster}`,
      connectionName: cluster,
      clusterName: cluster,
      environment: (["prod", "stage", "dev"] as const)[index % 3] ?? "dev",
      recordId: index >= running && index % 4 === 0 ? `r-${index}` : null,
      onServer: index % 8 !== 0,
      ...(index % 5 === 0 ? onAgent(`10.20.${index % 30}.${1 + (index % 250)}:2886`) : {}),
    });
  });
}

export function manySources(now: number): TaskSource[] {
  return Array.from({ length: CLUSTERS }, (_, index) =>
    source(`ob_${String(index).padStart(2, "0")}`, { readAt: now - 1000 * (index % 14) }),
  );
}

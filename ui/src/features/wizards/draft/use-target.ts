import type { ConnectionView, WizardDraft } from "../../../ipc/generated";
import { useCommand } from "../../../ipc/hooks";

/** The cluster that hosts join or are added to; null for a new one. */
export function useTarget({ kind, connectionId }: WizardDraft): ConnectionView | null {
  const list = useCommand("connections", {}, { enabled: kind !== "init" && connectionId !== null });
  if (kind === "init") return null;
  return list.data?.connections.find(({ id }) => id === connectionId) ?? null;
}

/** What the cluster is called, as far as that is known. */
export function nameOf({ cluster }: WizardDraft, target: ConnectionView | null): string | null {
  const known = target?.facts?.clusterName || target?.settings.name;
  return known || cluster.name || null;
}

export type TargetZone = { name: string; members: number };

/** The zones the cluster has now, by name, with the agents in each. */
export function zonesOfTarget(target: ConnectionView | null): TargetZone[] {
  const zones = new Map<string, number>();
  for (const { zone } of target?.agents ?? []) if (zone !== "") zones.set(zone, (zones.get(zone) ?? 0) + 1);
  return [...zones]
    .map(([name, members]) => ({ name, members }))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
}

/** A name like those of the zones that are there, and not taken: `zone4`. */
export function newZoneName(taken: string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`zone${number}`)) number += 1;
  return `zone${number}`;
}

import type { DraftHost } from "../../../ipc/generated";
import type { TargetZone } from "../draft/use-target";
import { type ParsedHost, sameAddressKey } from "./parse-hosts";

const ZONES: TargetZone[] = ["zone1", "zone2", "zone3"].map((name) => ({ name, members: 0 }));

/**
 * Adds hosts that are not there yet. Rows that exist keep their zone; new ones go where the fewest are, those that the
 * cluster has already included.
 */
export function addHosts(
  hosts: DraftHost[],
  parsed: ParsedHost[],
  zones: TargetZone[] = [],
): { hosts: DraftHost[]; added: number; known: number } {
  const seen = new Set(hosts.map((host) => sameAddressKey(host.address)));
  const result = [...hosts];
  let known = 0;
  for (const { address, zone } of parsed) {
    const key = sameAddressKey(address);
    if (seen.has(key)) {
      known += 1;
      continue;
    }
    seen.add(key);
    result.push({
      address,
      zone: zone === "" ? smallestZone(result, zones.length === 0 ? ZONES : zones) : zone,
      agentPassword: null,
      setPassword: false,
    });
  }
  return { hosts: result, added: result.length - hosts.length, known };
}

function smallestZone(hosts: DraftHost[], zones: TargetZone[]): string {
  const counts = zones.map(({ name, members }) => members + hosts.filter((host) => host.zone === name).length);
  return zones[counts.indexOf(Math.min(...counts))]?.name ?? "zone1";
}

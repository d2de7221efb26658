import type { DraftHost } from "../../../ipc/generated";
import { type ParsedHost, sameAddressKey } from "./parse-hosts";

const ZONES = ["zone1", "zone2", "zone3"];

/** Adds hosts that are not there yet. Rows that exist keep their zone; new ones go where the fewest are. */
export function addHosts(
  hosts: DraftHost[],
  parsed: ParsedHost[],
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
    result.push({ address, zone: zone === "" ? smallestZone(result) : zone, agentPassword: null, setPassword: false });
  }
  return { hosts: result, added: result.length - hosts.length, known };
}

function smallestZone(hosts: DraftHost[]): string {
  const counts = ZONES.map((zone) => hosts.filter((host) => host.zone === zone).length);
  return ZONES[counts.indexOf(Math.min(...counts))] ?? "zone1";
}

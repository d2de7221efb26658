import type { HostView } from "../../../ipc/generated";
import { shortVersion } from "../../connections/model/version";
import { hostName } from "./state";

export type DifferField = "obVersion" | "obshellVersion" | "architecture";
export type Difference = { field: DifferField; values: { value: string; hosts: string[] }[] };

const FIELDS: readonly DifferField[] = ["obVersion", "obshellVersion", "architecture"];

/** In what hosts are not alike, the most common value first. What is not known of a host is no difference. */
export function differencesOf(hosts: HostView[]): Difference[] {
  return FIELDS.flatMap((field) => {
    const groups = new Map<string, string[]>();
    for (const host of hosts) {
      if (host[field] === "") continue;
      groups.set(host[field], [...(groups.get(host[field]) ?? []), hostName(host)]);
    }
    if (groups.size < 2) return [];
    const values = [...groups].map(([value, names]) => ({ value, hosts: names }));
    return [{ field, values: shortened(values).toSorted((a, b) => b.hosts.length - a.hosts.length) }];
  });
}

/** Without the build, as long as that still tells them apart. */
function shortened(values: Difference["values"]): Difference["values"] {
  const short = values.map(({ value, hosts }) => ({ value: shortVersion(value), hosts }));
  return new Set(short.map(({ value }) => value)).size === values.length ? short : values;
}

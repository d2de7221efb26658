import type { HostView } from "../../../ipc/generated";
import { hostName } from "./state";

export type Column =
  "state" | "host" | "zone" | "role" | "cpu" | "memory" | "disk" | "version" | "agent" | "clock" | "notes";
export type Sorting = { column: Column; direction: "ascending" | "descending" };

/** The order of the first look: what stands out is never far. */
export const BY_ZONE: Sorting = { column: "zone", direction: "ascending" };

const natural = new Intl.Collator("en", { numeric: true });

/** Hosts that contain every word of `text`, in order. */
export function rowsOf(hosts: HostView[], text: string, { column, direction }: Sorting): HostView[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = hosts.filter((host) => words.every((word) => textOf(host).includes(word)));
  const sign = direction === "ascending" ? 1 : -1;
  return found.toSorted((a, b) => sign * compare(keyOf(a, column), keyOf(b, column)) || byName(a, b));
}

/** A press on a head: the same column turns round, another one begins where it is of use. */
export function sortedBy({ column, direction }: Sorting, pressed: Column): Sorting {
  if (column === pressed) return { column, direction: direction === "ascending" ? "descending" : "ascending" };
  return { column: pressed, direction: LARGEST_FIRST.has(pressed) ? "descending" : "ascending" };
}

const LARGEST_FIRST: ReadonlySet<Column> = new Set(["cpu", "memory", "disk", "clock", "notes"]);

function keyOf(host: HostView, column: Column): string | number {
  switch (column) {
    case "state":
      return `${host.stale ? "~" : ""}${host.observer}`;
    case "host":
      return hostName(host);
    case "zone":
      return host.zone;
    case "role":
      return `${host.rootService ? 0 : 1}${host.identity}`;
    case "cpu":
    case "memory":
    case "disk":
      return shareOf(host, column);
    case "version":
      return host.obVersion;
    case "agent":
      return host.obshellVersion;
    case "clock":
      return Math.abs(host.clockOffsetMs ?? -1);
    case "notes":
      return host.outliers.length;
  }
}

function shareOf({ usage }: HostView, column: "cpu" | "memory" | "disk"): number {
  const of = usage[column];
  return of === null || of.total <= 0 ? -1 : of.used / of.total;
}

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : natural.compare(String(a), String(b));
}

function byName(a: HostView, b: HostView): number {
  return natural.compare(hostName(a), hostName(b));
}

function textOf(host: HostView): string {
  const { address, sqlAddress, zone, identity, observer, observerWord, obVersion, obshellVersion, architecture } = host;
  return [
    address,
    sqlAddress,
    zone,
    identity,
    observer,
    observerWord,
    obVersion,
    obshellVersion,
    architecture,
    host.rootService ? "root service" : "",
    host.stale ? "stale old" : "",
    ...host.outliers,
    host.task?.name,
  ]
    .join("\n")
    .toLowerCase();
}

import type { Check, Preflight, PreflightCell, PreflightHost, Problem, Verdict } from "../../../ipc/generated";
import type { ShownState } from "../../../shared/state/state-icon";

/** A host and its place in `preflight.hosts`. */
export type Column = { index: number; host: PreflightHost; beginsZone: boolean };

export type Place = { check: Check; host: string };

/** Rows under one head. */
export type Section = { id: "agent" | "resources" | "limits"; rows: Row[] };

export type Row = Preflight["rows"][number] & {
  /** Unknown on every host for the same reason: told in one line. */
  alike: Unread | null;
};

/** Why something is unknown: the agent has no call for it, or the host was not heard. */
export type Unread = "script" | "same" | "silent";

/** What no agent can read; a script does. */
const SCRIPTED: ReadonlySet<Check> = new Set(["aioRequests", "memoryMaps", "stackSize"]);

const SECTIONS = { agent: "agent", resources: "resources", limits: "limits", network: "limits" } as const;

/** The hosts of one zone side by side, zones by name. */
export function columnsOf({ hosts }: Preflight): Column[] {
  const order = hosts
    .map((host, index) => ({ host, index }))
    .toSorted((a, b) => a.host.zone.localeCompare(b.host.zone, "en", { numeric: true }) || a.index - b.index);
  return order.map(({ host, index }, at) => ({
    index,
    host,
    beginsZone: at === 0 || order[at - 1]?.host.zone !== host.zone,
  }));
}

/** How many columns each zone has, in the order of the columns. */
export function zonesOf(columns: Column[]): { zone: string; count: number }[] {
  const zones: { zone: string; count: number }[] = [];
  for (const { host, beginsZone } of columns) {
    const last = zones.at(-1);
    if (beginsZone || last === undefined) zones.push({ zone: host.zone, count: 1 });
    else last.count += 1;
  }
  return zones;
}

/** The rows that have a cell of the verdict, under their heads; what only a script can tell comes last. */
export function sectionsOf({ rows }: Preflight, verdict: Verdict | null): Section[] {
  let scripted = 0;
  const shown = rows
    .filter((row) => verdict === null || row.cells.some((cell) => cell.verdict === verdict))
    .toSorted((a, b) => Number(SCRIPTED.has(a.check)) - Number(SCRIPTED.has(b.check)))
    .map((row): Row => {
      if (!isUnread(row)) return { ...row, alike: null };
      if (!SCRIPTED.has(row.check)) return { ...row, alike: "silent" };
      scripted += 1;
      return { ...row, alike: scripted === 1 ? "script" : "same" };
    });
  const ids = ["agent", "resources", "limits"] as const;
  return ids
    .map((id) => ({ id, rows: shown.filter((row) => SECTIONS[row.group] === id) }))
    .filter((section) => section.rows.length > 0);
}

export function isScripted(check: Check): boolean {
  return SCRIPTED.has(check);
}

/** Nothing at all is known, on more than one host. */
export function isUnread({ cells }: Preflight["rows"][number]): boolean {
  return cells.length > 0 && cells.every((cell) => cell.verdict === "unknown" && cell.value === null);
}

export type Tally = Record<Verdict, number>;

export function tallyOf({ rows }: Preflight): Tally {
  const tally: Tally = { pending: 0, pass: 0, warn: 0, fail: 0, unknown: 0 };
  for (const row of rows) for (const cell of row.cells) tally[cell.verdict] += 1;
  return tally;
}

export function cellAt({ rows, hosts }: Preflight, { check, host }: Place): PreflightCell | null {
  const index = hosts.findIndex(({ address }) => address === host);
  return rows.find((row) => row.check === check)?.cells[index] ?? null;
}

/** The cell that shows a problem. */
export function placeOf({ rows, hosts }: Preflight, { code, host }: Problem): Place | null {
  const index = hosts.findIndex(({ address }) => address === host);
  const row = rows.find(({ cells }) => cells[index]?.problem?.code === code);
  return row === undefined || host === null ? null : { check: row.check, host };
}

/** What the draft has against it and no cell shows. */
export function besides(preflight: Preflight, problems: Problem[]): Problem[] {
  return problems.filter((problem) => placeOf(preflight, problem) === null);
}

/** How many of the other hosts passed the check. */
export function othersFine(preflight: Preflight, { check, host }: Place): { fine: number; count: number } {
  const row = preflight.rows.find((one) => one.check === check);
  const others = (row?.cells ?? []).filter((_, index) => preflight.hosts[index]?.address !== host);
  return { fine: others.filter((cell) => cell.verdict === "pass").length, count: others.length };
}

/** The worst of a host. What only a script can tell is no verdict on a single host. */
export function stateOfHost({ rows, hosts }: Preflight, address: string): ShownState | null {
  const index = hosts.findIndex((host) => host.address === address);
  const host = hosts[index];
  if (host === undefined) return null;
  if (host.checking) return "running";
  const verdicts = new Set(rows.filter((row) => !isScripted(row.check)).map((row) => row.cells[index]?.verdict));
  if (verdicts.has("fail")) return "failed";
  if (verdicts.has("warn")) return "warning";
  if (verdicts.has("unknown")) return "unknown";
  return verdicts.has("pending") ? "pending" : "succeeded";
}

export const STATE_OF: Record<Verdict, ShownState> = {
  pending: "pending",
  pass: "succeeded",
  warn: "warning",
  fail: "failed",
  unknown: "unknown",
};

import type { ConnectionView, DraftSummary, Home, OperationSummary } from "../../../ipc/generated";
import { needsYou } from "./state";
import { isRunning } from "./work";

export type Row =
  | { type: "connection"; id: string; connection: ConnectionView; runs: OperationSummary[]; draft: DraftSummary | null }
  | { type: "draft"; id: string; at: number; draft: DraftSummary }
  | { type: "run"; id: string; at: number; run: OperationSummary };

/** `work` holds drafts and runs that belong to no connection; it is always last. */
export type Group = { key: string; name: string; type: "named" | "loose" | "work"; rows: Row[] };

const NO_RUNS: OperationSummary[] = [];
export const WORK_GROUP = "\u0000work";

/** Runs by the connection they belong to. Made once for a reply, so that a row's runs stay the same object. */
export function runsByConnection({ operations }: Home): ReadonlyMap<string, OperationSummary[]> {
  const runs = new Map<string, OperationSummary[]>();
  for (const run of operations) {
    if (run.connectionId !== null) runs.set(run.connectionId, [...(runs.get(run.connectionId) ?? []), run]);
  }
  return runs;
}

/** Connections in their order, group by group, then what belongs to none. */
export function groupRows(
  connections: ConnectionView[],
  home: Home,
  runsOf: ReadonlyMap<string, OperationSummary[]>,
): Group[] {
  const groups = new Map<string, Group>();
  for (const connection of connections) {
    const { group: name } = connection.settings;
    const group = groups.get(name) ?? { key: name, name, type: name === "" ? "loose" : "named", rows: [] };
    const { id } = connection;
    const draft = home.drafts.find(({ connectionId }) => connectionId === id) ?? null;
    group.rows.push({ type: "connection", id, connection, runs: runsOf.get(id) ?? NO_RUNS, draft });
    groups.set(name, group);
  }
  const work = workRows(home, new Set(connections.map(({ id }) => id)));
  const last: Group[] = work.length === 0 ? [] : [{ key: WORK_GROUP, name: "", type: "work", rows: work }];
  return [...groups.values(), ...last];
}

/** Running first, then the newest change; a draft that led to a run is told by that run. */
function workRows({ drafts, operations }: Home, known: ReadonlySet<string>): Row[] {
  const started = new Set(operations.map((run) => run.draftId));
  const loose = operations.filter((run) => run.connectionId === null || !known.has(run.connectionId));
  const rows: (Row & { at: number })[] = [
    ...loose.map((run) => ({ type: "run" as const, id: run.id, at: run.endedAt ?? run.startedAt, run })),
    ...drafts
      .filter((draft) => !started.has(draft.id) && (draft.connectionId === null || !known.has(draft.connectionId)))
      .map((draft) => ({ type: "draft" as const, id: draft.id, at: draft.updatedAt, draft })),
  ];
  return rows.toSorted((a, b) => Number(isRunningRow(b)) - Number(isRunningRow(a)) || b.at - a.at);
}

export function isRunningRow(row: Row): boolean {
  if (row.type === "draft") return false;
  if (row.type === "run") return isRunning(row.run);
  return row.runs.some(isRunning) || row.connection.tasks.some(({ state }) => state.kind === "running");
}

export function needsYouRow(row: Row): boolean {
  if (row.type === "draft") return false;
  if (row.type === "run") return row.run.state.kind === "failed";
  return needsYou(row.connection) || row.runs.some((run) => run.state.kind === "failed");
}

export function isProdRow(row: Row): boolean {
  return environmentOf(row) === "prod";
}

export function environmentOf(row: Row) {
  if (row.type === "draft") return row.draft.environment;
  return row.type === "run" ? row.run.environment : row.connection.settings.environment;
}

export function nameOf(row: Row): string {
  if (row.type === "draft") return row.draft.clusterName;
  return row.type === "run" ? row.run.clusterName : row.connection.settings.name;
}

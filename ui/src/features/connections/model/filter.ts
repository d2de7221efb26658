import { type Group, isProdRow, isRunningRow, nameOf, needsYouRow, type Row } from "./rows";

export type Only = "all" | "prod" | "running" | "needsYou";
export type Filter = { text: string; only: Only };

export const NO_FILTER: Filter = { text: "", only: "all" };

const TESTS: Record<Only, (row: Row) => boolean> = {
  all: () => true,
  prod: isProdRow,
  running: isRunningRow,
  needsYou: needsYouRow,
};

/** Groups with the rows that pass; a group without one goes. */
export function filterGroups(groups: Group[], { text, only }: Filter): Group[] {
  if (text.trim() === "" && only === "all") return groups;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const passes = (row: Row) => TESTS[only](row) && words.every((word) => textOf(row).includes(word));
  return groups.map((group) => ({ ...group, rows: group.rows.filter(passes) })).filter(({ rows }) => rows.length > 0);
}

/** How many rows each chip would leave. */
export function countRows(groups: Group[]): Record<Only, number> {
  const rows = groups.flatMap((group) => group.rows);
  return {
    all: rows.length,
    prod: rows.filter(isProdRow).length,
    running: rows.filter(isRunningRow).length,
    needsYou: rows.filter(needsYouRow).length,
  };
}

/** All that the filter looks at, in lower case. */
function textOf(row: Row): string {
  if (row.type === "draft") return nameOf(row).toLowerCase();
  if (row.type === "run") return [nameOf(row), ...row.run.hosts].join("\n").toLowerCase();
  const { settings, facts, agents } = row.connection;
  const parts = [
    settings.name,
    settings.group,
    settings.note,
    ...settings.addresses,
    ...agents.map((agent) => agent.address),
    facts?.clusterName,
    facts?.obVersion,
    facts?.obshellVersion,
  ];
  return parts.join("\n").toLowerCase();
}

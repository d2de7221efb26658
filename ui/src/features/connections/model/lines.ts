import type { Group, Row } from "./rows";

/** A line of the list: a group's head, or as many rows as stand side by side. */
export type Line =
  | { type: "group"; key: string; group: Group; folded: boolean; top: number; height: number }
  | { type: "rows"; key: string; group: Group; rows: Row[]; top: number; height: number };

export type Measures = { perLine: number; rowHeight: number; groupHeight: number };

/** Lays groups and rows from top to bottom. */
export function layLines(groups: Group[], folded: ReadonlySet<string>, measures: Measures): Line[] {
  const { perLine, rowHeight, groupHeight } = measures;
  const headless = isHeadless(groups);
  const lines: Line[] = [];
  let top = 0;
  for (const group of groups) {
    const closed = isFolded(groups, group, folded);
    if (!headless) {
      lines.push({ type: "group", key: headKey(group.key), group, folded: closed, top, height: groupHeight });
      top += groupHeight;
    }
    if (closed) continue;
    for (let at = 0; at < group.rows.length; at += perLine) {
      const rows = group.rows.slice(at, at + perLine);
      lines.push({ type: "rows", key: rows[0]?.id ?? "", group, rows, top, height: rowHeight });
      top += rowHeight;
    }
  }
  return lines;
}

/** What the cursor can stand on: every row, and the head of a folded group. */
export type Stop = { id: string; group: Group; row: Row | null };

export function stopsOf(groups: Group[], folded: ReadonlySet<string>): Stop[] {
  return groups.flatMap((group): Stop[] =>
    isFolded(groups, group, folded)
      ? [{ id: headKey(group.key), group, row: null }]
      : group.rows.map((row) => ({ id: row.id, group, row })),
  );
}

export function headKey(group: string): string {
  return `group:${group}`;
}

export function lineOf(lines: Line[], id: string): Line | null {
  return (
    lines.find((line) => (line.type === "group" ? line.key === id : line.rows.some((row) => row.id === id))) ?? null
  );
}

export function heightOf(lines: Line[]): number {
  const last = lines.at(-1);
  return last === undefined ? 0 : last.top + last.height;
}

/** Nothing but connections in no group: heads would say nothing. */
function isHeadless(groups: Group[]): boolean {
  return groups.length === 1 && groups[0]?.type === "loose";
}

function isFolded(groups: Group[], group: Group, folded: ReadonlySet<string>): boolean {
  return folded.has(group.key) && !isHeadless(groups);
}

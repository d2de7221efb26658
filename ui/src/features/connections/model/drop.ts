import type { Line } from "./lines";
import type { Row } from "./rows";

/** Where a dragged connection would go, and where the mark for it is drawn. */
export type Drop = { group: string; before: string | null; top: number };

/** The place under the pointer, `y` pixels from the top of the list. Drafts and runs take nothing in. */
export function dropAt(lines: Line[], y: number): Drop | null {
  const own = lines.filter(({ group }) => group.type !== "work");
  const at = own.findIndex((line) => y < line.top + line.height);
  const line = own[at] ?? own.at(-1);
  if (line === undefined) return null;
  const group = line.group.key;
  if (line.type === "group") {
    const before = line.folded ? null : (line.group.rows[0]?.id ?? null);
    return { group, before, top: line.top + line.height };
  }
  const [row] = line.rows;
  if (at >= 0 && y < line.top + line.height / 2) return { group, before: row?.id ?? null, top: line.top };
  return { group, before: idAfter(line.group.rows, row), top: line.top + line.height };
}

function idAfter(rows: Row[], row: Row | undefined): string | null {
  return rows[rows.findIndex(({ id }) => id === row?.id) + 1]?.id ?? null;
}

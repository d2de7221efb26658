import type { AuditEntry } from "../../ipc/generated";

export type AuditRow = { type: "day"; at: number; key: string } | { type: "entry"; entry: AuditEntry; key: string };

/** Entries, the newest first, each day under its heading. */
export function rowsOf(entries: AuditEntry[]): AuditRow[] {
  let day = "";
  return entries.flatMap((entry): AuditRow[] => {
    const row: AuditRow = { type: "entry", entry, key: String(entry.number) };
    const date = new Date(entry.at).toDateString();
    if (date === day) return [row];
    day = date;
    // A clock that was set back brings a day twice.
    return [{ type: "day", at: entry.at, key: `day before ${entry.number}` }, row];
  });
}

/** The heading that stands over the row at `index`. */
export function headingOver(rows: AuditRow[], index: number): number {
  return rows.findLastIndex((row, at) => at <= index && row.type === "day");
}

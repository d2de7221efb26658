import type { StateKind } from "../../../ipc/generated";
import type { Facts } from "./facts";

export const COLUMNS = ["state", "number", "name", "host", "attempt", "started", "took", "waited", "message"] as const;
export type Column = (typeof COLUMNS)[number];
export type Sorting = { column: Column; down: boolean };

/** Up, down, then as it runs again. */
export function nextSorting(before: Sorting | null, column: Column): Sorting | null {
  if (before?.column !== column) return { column, down: false };
  return before.down ? null : { column, down: true };
}

/** What needs somebody first. */
const GRAVITY: Record<StateKind, number> = {
  failed: 0,
  cancelled: 1,
  unknown: 2,
  running: 3,
  ready: 4,
  pending: 5,
  rolledBack: 6,
  passed: 7,
  succeeded: 8,
};

const collator = new Intl.Collator(undefined, { numeric: true });

/** What has no value comes last, whichever way it is sorted. */
export function compareFacts(a: Facts | undefined, b: Facts | undefined, { column, down }: Sorting): number {
  const [left, right] = [a && valueOf(a, column), b && valueOf(b, column)];
  const [noLeft, noRight] = [left == null || left === "", right == null || right === ""];
  if (noLeft || noRight) return Number(noLeft) - Number(noRight);
  const order =
    typeof left === "number" && typeof right === "number"
      ? left - right
      : collator.compare(String(left), String(right));
  return down ? -order : order;
}

function valueOf(facts: Facts, column: Column): string | number | null {
  return column === "state" ? GRAVITY[facts.state.kind] : facts[column];
}

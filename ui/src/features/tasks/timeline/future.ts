import type { OperationView } from "../../../ipc/generated";
import { rowId } from "../model/selection";

const STEP = 14;
const FIRST = 12;

/** Where the hollow bars of what is still to come stand, in pixels behind now, by row id, while nobody knows how long it will take. */
export type Future = { places: ReadonlyMap<string, number>; width: number };

export const NO_FUTURE: Future = { places: new Map(), width: 0 };
/** Room for `≈ 41.2 s` behind the last bar that was foreseen. */
export const FORESEEN: Future = { places: new Map(), width: 64 };

export function futureOf(operation: OperationView, room: number): Future {
  const rows: string[][] = operation.calls.flatMap(({ head, steps }) => {
    const own = rowId({ callKey: head.key, stepKey: null, runKey: null });
    const coming = steps
      .filter((step) => step.startedAt === null)
      .map((step) => rowId({ callKey: head.key, stepKey: step.key, runKey: null }));
    if (head.startedAt !== null) return coming.map((id) => [id]);
    // A call that is not sent stands where its first step will.
    return coming.length === 0 ? [[own]] : coming.map((id, index) => (index === 0 ? [own, id] : [id]));
  });
  const step = Math.min(STEP, (room - FIRST) / Math.max(rows.length, 1));
  const places = new Map(rows.flatMap((ids, index) => ids.map((id): [string, number] => [id, FIRST + index * step])));
  return { places, width: rows.length === 0 ? 0 : FIRST + rows.length * step };
}

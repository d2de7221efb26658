import type { OperationView, StateKind } from "../../../ipc/generated";
import classes from "./head.module.css";

/** Above this many steps the segments become one bar. */
const MOST = 40;

/** One segment a step; what is done, what runs, what failed. The count stands beside it in words. */
export function Segments({ operation }: { operation: OperationView }) {
  const { done, total } = operation.head;
  const kinds = operation.calls.flatMap((call) => call.steps.map((step) => step.state.kind));
  if (kinds.length > MOST || kinds.length !== total) {
    const share = total === 0 ? 0 : (100 * done) / total;
    const failed = operation.head.state.kind === "failed";
    return (
      <span className={classes.whole} aria-hidden>
        <i style={{ width: `${share}%` }} data-kind={"succeeded" satisfies StateKind} />
        {failed && <i data-kind={"failed" satisfies StateKind} />}
      </span>
    );
  }
  return (
    <span className={classes.segments} aria-hidden>
      {kinds.map((kind, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a segment is its place
        <i key={index} data-kind={kind} />
      ))}
    </span>
  );
}

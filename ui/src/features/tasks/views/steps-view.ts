import type { OperationView, StepView, TaskOperator } from "../../../ipc/generated";
import type { Sieve } from "../model/filter";
import type { Selection } from "../model/selection";
import type { Usual } from "../model/usual";
import type { Folding } from "../timeline/rows";
import type { Fold } from "../timeline/use-folding";

/** What every view of the steps is given. */
export type StepsView = {
  operation: OperationView;
  selection: Selection | null;
  sieve: Sieve;
  /** Clears the filter. */
  onClear: () => void;
  usual: Usual;
  /** The rows that set the length of the whole. */
  critical: ReadonlySet<string>;
  folding: Folding;
  fold: Fold;
  onSelect: (selection: Selection) => void;
  onOpenLog: () => void;
};

export type OperateStep = (callKey: string, step: StepView, operator: TaskOperator) => void;

import type { OperationGuard, OperationView } from "../../../ipc/generated";
import type { Asked } from "../use-operate";
import { CancelDialog, PassDialog, StepOperatorDialog } from "./confirm-dialogs";
import { RollbackDialog } from "./rollback-dialog";

type Props = { asked: Asked; operation: OperationView; guard: OperationGuard; onClose: () => void };

export function Dialogs({ asked, operation, guard, onClose }: Props) {
  const call = operation.calls.find(({ head }) => head.key === asked.callKey);
  if (call === undefined) return null;
  const own = { head: operation.head, call, guard, onClose };
  switch (asked.type) {
    case "rollback":
      return <RollbackDialog {...own} />;
    case "cancel":
      return <CancelDialog {...own} />;
    case "pass":
      return <PassDialog {...own} />;
    case "step":
      return <StepOperatorDialog {...own} step={asked.step} operator={asked.operator} />;
  }
}

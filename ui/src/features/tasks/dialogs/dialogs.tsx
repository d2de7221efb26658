import type { OperationHead } from "../../../ipc/generated";
import type { Asked } from "../use-operate";
import { CancelDialog, PassDialog, PassStepDialog } from "./confirm-dialogs";
import { RollbackDialog } from "./rollback-dialog";

type Props = { asked: Asked; head: OperationHead; onClose: () => void };

export function Dialogs({ asked, head, onClose }: Props) {
  const own = { head, callKey: asked.callKey, onClose };
  switch (asked.type) {
    case "rollback":
      return <RollbackDialog {...own} />;
    case "cancel":
      return <CancelDialog {...own} />;
    case "pass":
      return <PassDialog {...own} />;
    case "passStep":
      return <PassStepDialog {...own} step={asked.step} />;
  }
}

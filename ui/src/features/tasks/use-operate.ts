import { useState } from "react";
import { useLocation } from "wouter";

import type { IpcError, OperationAction, OperationView, StepView, TaskOperator } from "../../ipc/generated";
import { useCommandMutation } from "../../ipc/hooks";
import { callInCharge } from "./model/phase";

/** What waits for the user's word before it is sent. */
export type Asked =
  { type: "rollback" | "cancel" | "pass"; callKey: string } | { type: "passStep"; callKey: string; step: StepView };

export type Operate = {
  asked: Asked | null;
  close: () => void;
  operator: (operator: TaskOperator) => void;
  action: (action: OperationAction) => void;
  passStep: (callKey: string, step: StepView) => void;
  problem: IpcError | null;
};

/** Retry and the operation's own actions go at once; what stops or deletes is asked for first. */
export function useOperate(operation: OperationView | null): Operate {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [, navigate] = useLocation();
  const retry = useCommandMutation("operate_task");
  const resume = useCommandMutation("resume_operation");
  const stop = useCommandMutation("stop_operation");
  const operationId = operation?.head.id ?? "";
  const problem = retry.error ?? resume.error ?? stop.error;
  return {
    asked,
    close: () => setAsked(null),
    passStep: (callKey, step) => setAsked({ type: "passStep", callKey, step }),
    operator: (operator) => {
      const callKey = operation && callInCharge(operation)?.head.key;
      if (!callKey) return;
      if (operator === "retry") retry.mutate({ operationId, callKey, operator });
      else setAsked({ type: operator, callKey });
    },
    action: (action) => {
      const draftId = operation?.head.draftId;
      if (action === "resume") resume.mutate({ operationId });
      else if (action === "stop") stop.mutate({ operationId });
      else if (draftId) navigate(`/init/${draftId}`);
    },
    problem: problem?.problem ?? null,
  };
}

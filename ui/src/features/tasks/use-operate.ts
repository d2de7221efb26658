import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { callCommand, commandKey } from "../../ipc/client";
import { toIpcError } from "../../ipc/failure";
import type {
  Consent,
  IpcError,
  OperationAction,
  OperationHead,
  OperationView,
  StepView,
  TaskOperator,
} from "../../ipc/generated";
import { useCommandMutation } from "../../ipc/hooks";
import { usePlatform } from "../../platform/context";
import type { GuardedAction } from "../../shared/guard/guarded-dialog";
import { useConsent } from "../../shared/guard/use-consent";
import { operatorCall, remainingCalls } from "./model/calls";
import { callInCharge } from "./model/phase";
import { useTitleOf } from "./model/title";

/** What has a dialog of its own, whatever the guard demands. */
export type Asked =
  | { type: "rollback" | "cancel" | "pass"; callKey: string }
  | { type: "step"; callKey: string; step: StepView; operator: TaskOperator };

export type Operate = {
  asked: Asked | null;
  close: () => void;
  operator: (operator: TaskOperator) => void;
  action: (action: OperationAction) => void;
  step: (callKey: string, step: StepView, operator: TaskOperator) => void;
  problem: IpcError | null;
  /** The guard's question, where nothing else was asked. */
  dialog: ReactNode;
};

/** Retry and resume ask what the guard demands, and nothing when it is open; what stops or deletes is always asked for. */
export function useOperate(operation: OperationView | null): Operate {
  const { t } = useTranslation("tasks");
  const [asked, setAsked] = useState<Asked | null>(null);
  const [failed, setFailed] = useState<IpcError | null>(null);
  const [, navigate] = useLocation();
  const titleOf = useTitleOf();
  const operationId = operation?.head.id ?? "";
  const consent = useGuardOf(operationId);
  const operate = useCommandMutation("operate_task");
  const resume = useCommandMutation("resume_operation");
  const stop = useCommandMutation("stop_operation");
  const run = (action: GuardedAction, send: (consent: Consent) => Promise<unknown>) => {
    setFailed(null);
    consent.run(action, send).catch((thrown: unknown) => setFailed(toIpcError(thrown)));
  };
  return {
    asked,
    close: () => setAsked(null),
    step: (callKey, step, operator) => setAsked({ type: "step", callKey, step, operator }),
    operator: (operator) => {
      const call = operation && callInCharge(operation);
      // A step alone is skipped, never a task.
      if (!call || operator === "skip") return;
      const { key: callKey } = call.head;
      if (operator !== "retry") return setAsked({ type: operator, callKey });
      const action: GuardedAction = {
        title: t("dialog.retryTitle", { title: titleOf(operation.head) }),
        verb: t("dialog.retry"),
        body: t("dialog.retryText", { Server: t(`Who.${operation.head.system}`) }),
        calls: operatorCall(operation.head.system, call, operator),
      };
      run(action, (word) => operate.mutateAsync({ operationId, callKey, operator, consent: word }));
    },
    action: (action) => {
      const draftId = operation?.head.draftId;
      if (action === "stop") stop.mutate({ operationId });
      else if (action === "editDraft" && operation !== null && draftId) navigate(wizardOf(operation.head, draftId));
      else if (action === "resume" && operation !== null) {
        const asks: GuardedAction = {
          title: t("dialog.resumeTitle", { title: titleOf(operation.head) }),
          verb: t("dialog.resume"),
          body: t("dialog.resumeText"),
          calls: remainingCalls(operation),
        };
        run(asks, (word) => resume.mutateAsync({ operationId, consent: word }));
      }
    },
    problem: failed ?? stop.error?.problem ?? null,
    dialog: consent.dialog,
  };
}

function useGuardOf(operationId: string) {
  const platform = usePlatform();
  const cache = useQueryClient();
  return useConsent(() =>
    cache.fetchQuery({
      queryKey: commandKey("operation_guard", { operationId }),
      queryFn: () => callCommand(platform, "operation_guard", { operationId }),
    }),
  );
}

function wizardOf({ kind }: OperationHead, draftId: string): string {
  return kind === "agentProxy" || kind === "obproxyCluster" ? `/obproxy/new/${draftId}` : `/wizards/${draftId}`;
}

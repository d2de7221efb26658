import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { callCommand } from "../../../ipc/client";
import { toIpcError } from "../../../ipc/failure";
import type { Consent, IpcError, OperationGuard, TaskNote, TaskOperator } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";
import { type GuardedAction, GuardedDialog } from "../../../shared/guard/guarded-dialog";
import { useConsent } from "../../../shared/guard/use-consent";
import { operatorCall } from "../../tasks/model/calls";
import { callInCharge } from "../../tasks/model/phase";
import { readOperation } from "./read-operation";
import { WhatHappens } from "./what-happens";

type Operate = {
  operate: (operator: TaskOperator) => void;
  /** The task is being opened; the dialog comes when it is. */
  preparing: boolean;
  problem: IpcError | null;
  dialog: ReactNode;
};

type Asked = { guard: OperationGuard; action: GuardedAction; send: (consent: Consent) => Promise<void> };

/** Acts on a task of the cluster, whoever started it: it is opened first, and then the guard is asked. */
export function useOperateTask(connectionId: string, task: TaskNote): Operate {
  const { t } = useTranslation("clusters");
  const platform = usePlatform();
  const [, navigate] = useLocation();
  const [phase, setPhase] = useState<"idle" | "preparing">("idle");
  const [problem, setProblem] = useState<IpcError | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [operationId, setOperationId] = useState(task.operationId);
  const guardOf = (id: string) => callCommand(platform, "operation_guard", { operationId: id });
  const consent = useConsent(() => guardOf(operationId ?? ""));

  const prepare = async (operator: TaskOperator) => {
    const id = operationId ?? (await callCommand(platform, "open_task", { connectionId, taskId: task.id })).operationId;
    setOperationId(id);
    const call = callInCharge(await readOperation(platform, id));
    if (call === null) throw new Error(t("lock.noCall"));
    const request = { operationId: id, callKey: call.head.key };
    const preview = operator === "rollback" ? await callCommand(platform, "rollback_preview", request) : null;
    const action: GuardedAction = {
      title: t(`lock.title.${operator}`, { name: task.name }),
      verb: t(`lock.verb.${operator}`),
      tone: operator === "retry" ? "normal" : "danger",
      body: <WhatHappens operator={operator} preview={preview} />,
      calls: operatorCall(call, operator),
    };
    const send = async (word: Consent) => {
      await callCommand(platform, "operate_task", { ...request, operator, consent: word });
      navigate(`/operations/${id}`);
    };
    return { action, send, guard: await guardOf(id) };
  };
  const operate = async (operator: TaskOperator) => {
    setProblem(null);
    setPhase("preparing");
    try {
      const ready = await prepare(operator);
      setPhase("idle");
      // What stops or deletes is always asked for; a retry only when the guard demands it.
      if (operator === "retry" && ready.guard.guard.level === "open") await consent.run(ready.action, ready.send);
      else setAsked(ready);
    } catch (thrown) {
      setProblem(toIpcError(thrown));
    } finally {
      setPhase("idle");
    }
  };
  return {
    operate: (operator) => void operate(operator),
    preparing: phase === "preparing",
    problem,
    dialog: (
      <>
        {consent.dialog}
        {asked !== null && (
          <GuardedDialog
            {...asked.action}
            size={640}
            guard={asked.guard}
            dismissLabel={t("lock.keep")}
            onSend={asked.send}
            onClose={() => setAsked(null)}
          />
        )}
      </>
    ),
  };
}

import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { callCommand } from "../../../ipc/client";
import { toIpcError } from "../../../ipc/failure";
import type { Consent, GuardLevel, IpcError, OperationGuard, TaskNote, TaskOperator } from "../../../ipc/generated";
import { usePlatform } from "../../../platform/context";
import { type GuardedAction, GuardedDialog, levelAsked } from "../../../shared/guard/guarded-dialog";
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

type Ready = { guard: OperationGuard; action: GuardedAction; send: (consent: Consent) => Promise<void> };
type Asked = Ready & { raisedTo: GuardLevel | null };

const NO_WORD: Consent = { confirmed: false, typedName: null };

/** Acts on a task of the cluster, whoever started it: it is opened first, and then the guard is asked. */
export function useOperateTask(connectionId: string, task: TaskNote): Operate {
  const { t } = useTranslation("clusters");
  const platform = usePlatform();
  const [, navigate] = useLocation();
  const [phase, setPhase] = useState<"idle" | "preparing">("idle");
  const [problem, setProblem] = useState<IpcError | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [operationId, setOperationId] = useState(task.operationId);
  const prepare = async (operator: TaskOperator): Promise<Ready> => {
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
      calls: operatorCall("obshell", call, operator),
    };
    const send = async (word: Consent) => {
      await callCommand(platform, "operate_task", { ...request, operator, consent: word });
      navigate(`/operations/${id}`);
    };
    return { action, send, guard: await callCommand(platform, "operation_guard", { operationId: id }) };
  };
  const operate = async (operator: TaskOperator) => {
    setProblem(null);
    setPhase("preparing");
    try {
      const ready = await prepare(operator);
      // What stops or deletes is always asked for; a retry only when the guard demands it.
      if (operator !== "retry" || ready.guard.guard.level !== "open") setAsked({ ...ready, raisedTo: null });
      else await sendUnasked(ready);
    } catch (thrown) {
      setProblem(toIpcError(thrown));
    } finally {
      setPhase("idle");
    }
  };
  const sendUnasked = async (ready: Ready) => {
    try {
      await ready.send(NO_WORD);
    } catch (thrown) {
      const raisedTo = levelAsked(toIpcError(thrown));
      if (raisedTo === null) throw thrown;
      setAsked({ ...ready, raisedTo });
    }
  };
  return {
    operate: (operator) => void operate(operator),
    preparing: phase === "preparing",
    problem,
    dialog: asked !== null && (
      <GuardedDialog
        {...asked.action}
        size={640}
        guard={asked.guard}
        raisedTo={asked.raisedTo}
        dismissLabel={t("lock.keep")}
        onSend={asked.send}
        onClose={() => setAsked(null)}
      />
    ),
  };
}

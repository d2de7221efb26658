import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { SubTaskRef } from "../../../ipc/generated";
import { useCommandMutation } from "../../../ipc/hooks";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import classes from "./log.module.css";

type Props = { tasks: SubTaskRef[]; connectionId: string | null };

/** The tasks that a main task started on single agents. They park in FAILED while they wait, which is no failure. */
export function SubTasks({ tasks, connectionId }: Props) {
  const { t } = useTranslation("tasks");
  const [, navigate] = useLocation();
  const [asked, setAsked] = useState<string | null>(null);
  const open = useCommandMutation("open_task");
  const onOpen = (taskId: string) => {
    if (connectionId === null) return;
    setAsked(taskId);
    open.mutate({ connectionId, taskId }, { onSuccess: ({ operationId }) => navigate(`/operations/${operationId}`) });
  };
  return (
    <section className={classes.subTasks} aria-label={t("subTasks.title")}>
      <h3>{t("subTasks.title")}</h3>
      <p className="t2">{t("subTasks.parked")}</p>
      <ul>
        {tasks.map(({ agent, taskId }) => (
          <li key={taskId}>
            <span className="mono">{agent}</span>
            <span className="mono t3">{taskId}</span>
            <Button
              size="sm"
              disabledReason={connectionId === null ? t("subTasks.noConnection") : null}
              onClick={() => onOpen(taskId)}
            >
              {t("subTasks.open")}
            </Button>
            {asked === taskId && open.error && <ErrorNote error={open.error.problem} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

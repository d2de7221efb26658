import { useTranslation } from "react-i18next";

import type { IpcError, SubTaskRef } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { useOpenTask } from "../use-open-task";
import classes from "./log.module.css";

type Props = { tasks: SubTaskRef[]; connectionId: string | null };

/** The tasks that a main task started on single agents. They park in FAILED while they wait, which is no failure. */
export function SubTasks({ tasks, connectionId }: Props) {
  const { t } = useTranslation("tasks");
  const { open, problemOf } = useOpenTask(connectionId);
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
              onClick={() => open(taskId)}
            >
              {t("subTasks.open")}
            </Button>
            <Problem error={problemOf(taskId)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Problem({ error }: { error: IpcError | null }) {
  return error && <ErrorNote error={error} />;
}

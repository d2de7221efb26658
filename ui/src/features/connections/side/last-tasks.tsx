import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { OperationSummary } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { useStateWord } from "../../../shared/state/state-badge";
import { Button } from "../../../shared/ui/button";
import { Since } from "../list/since";
import { useWorkName } from "../list/use-names";
import { isRunningWork, type Work } from "../model/work";
import classes from "./side.module.css";

const MOST = 6;

type Props = {
  connectionId: string;
  works: Work[];
  runs: OperationSummary[];
  onForget: (run: OperationSummary) => void;
};

/** What runs and what ended last. Runs of ours open at a press, and can be taken off the list. */
export function LastTasks({ connectionId, works, runs, onForget }: Props) {
  const { t } = useTranslation("connections");
  const word = useStateWord();
  const nameOf = useWorkName();
  if (works.length === 0) return null;
  return (
    <section>
      <div className={classes.headed}>
        <h3 className={classes.heading}>{t("tasks")}</h3>
        <Link href={`/tasks/of/${connectionId}`} className="sm">
          {t("allTasks")}
        </Link>
      </div>
      <ul>
        {works.slice(0, MOST).map((work) => {
          const name = nameOf(work);
          const run = runs.find(({ id }) => id === work.operationId);
          return (
            <li key={work.key} className={classes.task}>
              <StateIcon state={work.state.kind} label={word(work.state)} />
              {work.operationId === null ? (
                <span className="cut" title={name}>
                  {name}
                </span>
              ) : (
                <Link href={`/operations/${work.operationId}`} className="cut" title={t("openNamed", { name })}>
                  {name}
                </Link>
              )}
              <span className={classes.taskEnd}>
                {isRunningWork(work) || work.holdsLock ? (
                  `${work.done}/${work.total}`
                ) : work.at === null ? (
                  word(work.state)
                ) : (
                  <Since at={work.at} />
                )}
                {run !== undefined && (
                  <Button
                    size="sm"
                    look="bare"
                    icon="trash"
                    aria-label={t("forget", { name })}
                    title={t("forget", { name })}
                    onClick={() => onForget(run)}
                  />
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

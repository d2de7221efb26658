import { useTranslation } from "react-i18next";

import type { CallHead } from "../../../ipc/generated";
import { Tag } from "../../../shared/ui/chip";
import { CodeBlock } from "../../../shared/ui/code-block";
import { SubTasks } from "./sub-tasks";
import classes from "./log.module.css";

/** What a call sends, where a step would show its log: method, path and body, secrets masked. */
export function RequestPanel({ head, connectionId }: { head: CallHead; connectionId: string | null }) {
  const { t } = useTranslation("tasks");
  const answer = head.error?.message ?? "";
  return (
    <section className={classes.log} aria-label={t("log.request")}>
      <div className={classes.head}>
        <h2 className={classes.title}>{t("log.request")}</h2>
        <Tag>{head.method}</Tag>
        <span className="mono cut">
          {head.target.includes("://") ? head.target : `http://${head.target}`}
          {head.path}
        </span>
        <span className="grow" />
        <span className="t3 sm">{t("log.secrets")}</span>
      </div>
      <div className={classes.request}>
        <p className={classes.journal} data-state={head.journal}>
          {t(`journal.${head.journal}`, { message: answer })}
        </p>
        {head.body !== "" && <CodeBlock code={head.body} label={`${head.method} ${head.path}`} />}
        {head.subTasks.length > 0 && <SubTasks tasks={head.subTasks} connectionId={connectionId} />}
      </div>
    </section>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";

import { PageFrame } from "../../shared/shell/page-frame";
import { Button } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { ErrorNote } from "../../shared/ui/error-note";
import { AuditList } from "./audit-list";
import classes from "./audit.module.css";
import { Filters } from "./filters";
import { type AuditFilter, useAudit } from "./use-audit";

const ALL: AuditFilter = { connectionId: null, onlyTrouble: false };

/** Every changing call, every one that was refused, and every change of a guard. */
export function AuditPage() {
  const { t } = useTranslation("audit");
  const [filter, setFilter] = useState(ALL);
  const audit = useAudit(filter);
  const entries = audit.data ?? [];
  const filtered = filter.connectionId !== null || filter.onlyTrouble;
  const foot = audit.isFetchingNextPage ? t("reading") : audit.hasNextPage ? "" : t("end");
  return (
    <PageFrame trail={[t("title")]}>
      <div className={classes.page}>
        <header className={classes.top}>
          <div className="grow">
            <h1>{t("title")}</h1>
            <p className="t2">{t("lead")}</p>
          </div>
          <Button
            icon="retry"
            disabledReason={audit.isFetching ? t("reading") : null}
            reasonShown="elsewhere"
            onClick={() => void audit.refetch()}
          >
            {t("again")}
          </Button>
        </header>
        <Filters filter={filter} entries={entries} onChange={setFilter} />
        {audit.error !== null && (
          <div className={classes.failed}>
            <ErrorNote error={audit.error.problem} onRetry={() => void audit.refetch()} />
          </div>
        )}
        {audit.isPending && (
          <p role="status" className={classes.waiting}>
            {t("reading")}
          </p>
        )}
        {audit.isSuccess && entries.length === 0 && (
          <EmptyState
            icon="doc"
            title={t(filtered ? "noneMatch" : "empty")}
            action={filtered && <Button onClick={() => setFilter(ALL)}>{t("showAll")}</Button>}
          >
            {t(filtered ? "noneMatchBody" : "emptyBody")}
          </EmptyState>
        )}
        {entries.length > 0 && (
          <AuditList
            key={JSON.stringify(filter)}
            entries={entries}
            foot={foot}
            onMore={audit.hasNextPage && !audit.isFetching ? () => void audit.fetchNextPage() : null}
          />
        )}
      </div>
    </PageFrame>
  );
}

import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { useCommand, useCommandMutation } from "../../ipc/hooks";
import { PageFrame } from "../../shared/shell/page-frame";
import { Button } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { ErrorNote } from "../../shared/ui/error-note";
import { ClusterList } from "./cluster-list";
import classes from "./clusters-page.module.css";
import { HomeNotes } from "./home-notes";
import { PracticePanel } from "./practice-panel";
import { homeRows, isRunning } from "./rows";

const RUNNING_REFRESH_MS = 2000;

/** All that was begun: runs and drafts. Read from this computer; no host is contacted. */
export function ClustersPage() {
  const { t } = useTranslation("clusters");
  const { t: shared } = useTranslation("shared");
  const [, navigate] = useLocation();
  const home = useCommand(
    "home",
    {},
    {
      askAgainAfter: ({ operations }) => operations.some(isRunning) && RUNNING_REFRESH_MS,
    },
  );
  const create = useCommandMutation("create_draft");
  const begin = () => create.mutate({ practice: false }, { onSuccess: (draft) => navigate(`/init/${draft.id}/hosts`) });
  const rows = home.data === undefined ? [] : homeRows(home.data);
  return (
    <PageFrame trail={[shared("app")]}>
      <div className={classes.page}>
        <div className={classes.head}>
          <h1 className="grow">{t("title")}</h1>
          <Button size="lg" look="primary" icon="plus" onClick={begin}>
            {t("initialise")}
          </Button>
        </div>
        <div className={classes.list}>
          <HomeNotes />
          {home.error !== null && <ErrorNote error={home.error.problem} onRetry={() => void home.refetch()} />}
          {create.error !== null && <ErrorNote error={create.error.problem} />}
          {home.data !== undefined && rows.length === 0 && (
            <EmptyState icon="cluster" title={t("empty")}>
              {t("emptyBody")}
            </EmptyState>
          )}
          {rows.length > 0 && <ClusterList rows={rows} />}
        </div>
        <PracticePanel />
      </div>
    </PageFrame>
  );
}

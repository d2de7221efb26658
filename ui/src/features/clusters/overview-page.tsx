import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { ConnectionView } from "../../ipc/generated";
import { usePlatform } from "../../platform/context";
import { PageFrame } from "../../shared/shell/page-frame";
import { Button } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { ErrorNote } from "../../shared/ui/error-note";
import { connectionStore } from "../connections/live/store";
import { useConnections } from "../connections/live/use-connections";
import { Overview } from "./overview";
import classes from "./overview.module.css";

/** A connection's cluster, or the agents that are to become one. */
export function OverviewPage({ connectionId }: { connectionId: string }) {
  const { t } = useTranslation("clusters");
  const { t: shared } = useTranslation("shared");
  const platform = usePlatform();
  const { connections, problem } = useConnections();
  const connection = connections?.find(({ id }) => id === connectionId);
  if (connection !== undefined && connection.settings.kind !== "ocp") {
    return <Overview connection={connection} connections={connections ?? []} />;
  }
  return (
    <PageFrame trail={[shared("app"), t("overview")]}>
      <div className={classes.alone}>
        {problem !== null && <ErrorNote error={problem} onRetry={() => connectionStore(platform).again()} />}
        {connections === null && problem === null && <p role="status">{t("loading")}</p>}
        {connections !== null && <Missing connection={connection ?? null} />}
      </div>
    </PageFrame>
  );
}

function Missing({ connection }: { connection: ConnectionView | null }) {
  const { t } = useTranslation("clusters");
  const [, navigate] = useLocation();
  return (
    <EmptyState
      icon="cluster"
      title={t(connection === null ? "gone" : "noOverview")}
      action={
        connection === null ? (
          <Button onClick={() => navigate("/")}>{t("toList")}</Button>
        ) : (
          <Button onClick={() => navigate(`/tasks/of/${connection.id}`)}>{t("toTasks")}</Button>
        )
      }
    >
      {t(connection === null ? "goneBody" : "noOverviewBody")}
    </EmptyState>
  );
}

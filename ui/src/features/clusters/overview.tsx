import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { ConnectionView, IpcError, NodeActionKind } from "../../ipc/generated";
import { useCommandMutation } from "../../ipc/hooks";
import { usePlatform } from "../../platform/context";
import { GuardStatus } from "../../shared/guard/guard-status";
import { PageFrame } from "../../shared/shell/page-frame";
import { ErrorNote } from "../../shared/ui/error-note";
import { useStable } from "../tasks/parts/use-stable";
import { NodeActionDialog } from "./actions/node-action-dialog";
import { Body } from "./body";
import { ClusterFreshness } from "./head/freshness";
import { Head } from "./head/head";
import { clusterStore } from "./live/store";
import { useCluster } from "./live/use-cluster";
import { LockBanner } from "./lock/lock-banner";
import { asOld } from "./model/state";
import { type Ask, askedFor, isWizardKind, type Target } from "./model/ask";
import classes from "./overview.module.css";
import { Strip } from "./strip/strip";
import { ClusterTree } from "./tree/cluster-tree";
import { Troubles } from "./troubles";
import { useBegin } from "./use-begin";
import { useOpenTask } from "./use-open-task";
import { useOverviewKeys } from "./use-overview-keys";

type Props = { connection: ConnectionView; connections: ConnectionView[] };

/** All of one cluster on one screen: its state, its lock, its tasks, its hosts, and what can be done. */
export function Overview({ connection, connections }: Props) {
  const { t } = useTranslation("clusters");
  const platform = usePlatform();
  const [, navigate] = useLocation();
  const { id, settings, guard } = connection;
  const { cluster: told, seenAt, problem } = useCluster(id);
  const old = connection.state.stale || !connection.state.live;
  const cluster = useMemo(() => (told !== null && old ? asOld(told) : told), [told, old]);
  const [ask, setAsk] = useState<Ask | null>(null);
  const filter = useRef<HTMLInputElement>(null);
  const hostFilter = useRef<HTMLInputElement>(null);
  const contact = useCommandMutation("contact_connection");
  const begin = useBegin(id);
  const tasks = useOpenTask(id);
  const guarded = useMemo(() => ({ connectionId: id, name: settings.name, guard }), [id, settings.name, guard]);
  const refresh = useStable(() => {
    if (problem !== null) clusterStore(platform, id).again();
    contact.mutate({ connectionId: id });
  });
  const act = useStable((kind: NodeActionKind, target: Target) => {
    if (isWizardKind(kind)) return begin.begin(kind);
    return setAsk(askedFor(kind, target, cluster));
  });
  const openTask = useStable(tasks.open);
  useOverviewKeys({
    filter: () => (hostFilter.current ?? filter.current)?.focus(),
    refresh,
    back: () => navigate("/"),
  });
  const failures = [problem, contact.error?.problem, begin.problem, tasks.problem].filter(
    (one): one is IpcError => one != null,
  );
  return (
    <PageFrame
      environment={settings.environment}
      trail={[settings.name, t("overview")]}
      status={
        <>
          <ClusterFreshness connection={connection} cluster={cluster} lost={problem} onRefresh={refresh} />
          <GuardStatus of={guarded} />
        </>
      }
    >
      <div className={classes.page}>
        <ClusterTree connections={connections} current={id} field={filter} />
        <div className={classes.content}>
          <Head connection={connection} cluster={cluster} onAction={act} />
          {failures.map((failure) => (
            <div key={failure.message} className={classes.failure}>
              <ErrorNote error={failure} {...(failure === problem ? { onRetry: refresh } : {})} />
            </div>
          ))}
          <Troubles connection={connection} onContact={refresh} />
          {cluster?.lock != null && (
            <LockBanner connectionId={id} lock={cluster.lock} opening={tasks.opening} onOpen={openTask} />
          )}
          {cluster !== null && cluster.stage === "cluster" && cluster.readAt !== null && (
            <Strip connectionId={id} tasks={cluster.tasks} recent={cluster.recent} old={old} onOpen={openTask} />
          )}
          <Body
            connection={connection}
            cluster={cluster}
            seenAt={seenAt}
            filter={hostFilter}
            onAction={act}
            onContact={refresh}
          />
        </div>
      </div>
      {ask !== null && cluster !== null && (
        <NodeActionDialog ask={ask} cluster={cluster} guard={guarded} onClose={() => setAsk(null)} />
      )}
    </PageFrame>
  );
}

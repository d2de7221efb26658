import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { ConnectionView, ObproxyCluster } from "../../../ipc/generated";
import { GuardStatus } from "../../../shared/guard/guard-status";
import { PageFrame } from "../../../shared/shell/page-frame";
import { Button } from "../../../shared/ui/button";
import { EmptyState } from "../../../shared/ui/empty-state";
import { useConnections } from "../../connections/live/use-connections";
import { ActionDialog } from "../actions/action-dialog";
import type { Ask } from "../actions/ask";
import { LookUpAge } from "../look-up/look-up-age";
import { LookUpNotes } from "../look-up/look-up-notes";
import { useObproxyCluster } from "../look-up/use-look-up";
import { useObproxyKeys } from "../look-up/use-obproxy-keys";
import { ObproxyKeysDialog } from "../obproxy-keys-dialog";
import classes from "./cluster.module.css";
import { ClusterHead } from "./cluster-head";
import { Connect } from "./connect";
import { Links } from "./links";
import { Parameters } from "./parameters";
import { Servers } from "./servers";
import { isTab, type Tab, Tabs } from "./tabs";

type Props = { connectionId: string; clusterId: string; tab: string | undefined };

/** One OBProxy cluster of an OCP: its servers, what they lead to, their parameters, and what can be done. */
export function ClusterPage({ connectionId, clusterId, tab }: Props) {
  const { t } = useTranslation("obproxy");
  const [, navigate] = useLocation();
  const { connections } = useConnections();
  const connection = connections?.find(({ id }) => id === connectionId);
  if (connection !== undefined) {
    return <OpenCluster connection={connection} clusterId={clusterId} tab={isTab(tab) ? tab : "servers"} />;
  }
  return (
    <PageFrame trail={[t("title")]}>
      <div className={classes.alone}>
        {connections === null ? (
          <p role="status">{t("loading")}</p>
        ) : (
          <EmptyState
            icon="proxy"
            title={t("cluster.connectionGone")}
            action={<Button onClick={() => navigate("/obproxy")}>{t("toObproxy")}</Button>}
          >
            {t("cluster.connectionGoneBody")}
          </EmptyState>
        )}
      </div>
    </PageFrame>
  );
}

type OpenProps = { connection: ConnectionView; clusterId: string; tab: Tab };

function OpenCluster({ connection, clusterId, tab }: OpenProps) {
  const { t } = useTranslation("obproxy");
  const [, navigate] = useLocation();
  const { id, settings, guard } = connection;
  const look = useObproxyCluster(id, clusterId);
  const [ask, setAsk] = useState<Ask | null>(null);
  const [keys, setKeys] = useState<"closed" | "open">("closed");
  const cluster = look.data;
  const guarded = { connectionId: id, name: settings.name, guard };
  useObproxyKeys({
    refresh: look.refresh,
    back: () => navigate("/obproxy"),
    help: () => setKeys("open"),
    filter: () => document.querySelector<HTMLInputElement>("[data-search] input")?.focus(),
  });
  return (
    <PageFrame
      environment={settings.environment}
      trail={[settings.name, t("title"), ...(cluster === null ? [] : [cluster.summary.name])]}
      status={
        <>
          <LookUpAge state={cluster?.state ?? null} reading={look.reading} onRefresh={look.refresh} />
          <GuardStatus of={guarded} />
        </>
      }
    >
      <div className={classes.page}>
        {(look.problem !== null || cluster?.state.problem != null) && (
          <div className={classes.notes}>
            <LookUpNotes state={cluster?.state ?? null} problem={look.problem} onRetry={look.refresh} />
          </div>
        )}
        {cluster === null && look.problem === null && (
          <p className={classes.notes} role="status">
            {t("cluster.reading")}
          </p>
        )}
        {cluster !== null && (
          <>
            <ClusterHead cluster={cluster} onAsk={setAsk} />
            <Tabs
              tab={tab}
              counts={{ servers: cluster.servers.length, links: cluster.links.length, connect: cluster.connect.length }}
              onTab={(next) => navigate(`/obproxy/${id}/${clusterId}/${next}`, { replace: true })}
            >
              <Body tab={tab} connectionId={id} clusterId={clusterId} cluster={cluster} onAsk={setAsk} />
            </Tabs>
          </>
        )}
      </div>
      {ask !== null && cluster !== null && (
        <ActionDialog ask={ask} cluster={cluster} guard={guarded} connectionId={id} onClose={() => setAsk(null)} />
      )}
      {keys === "open" && <ObproxyKeysDialog onClose={() => setKeys("closed")} />}
    </PageFrame>
  );
}

type BodyProps = {
  tab: Tab;
  connectionId: string;
  clusterId: string;
  cluster: ObproxyCluster;
  onAsk: (ask: Ask) => void;
};

function Body({ tab, connectionId, clusterId, cluster, onAsk }: BodyProps) {
  switch (tab) {
    case "servers":
      return <Servers cluster={cluster} onAsk={onAsk} />;
    case "links":
      return <Links cluster={cluster} onAsk={onAsk} />;
    case "parameters":
      return <Parameters connectionId={connectionId} clusterId={clusterId} deeds={cluster.deeds} onAsk={onAsk} />;
    case "connect":
      return <Connect connect={cluster.connect} />;
  }
}

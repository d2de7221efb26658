import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { ClusterView, ConnectionView, NodeActionKind } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { CutName } from "../../../shared/ui/cut-name";
import type { Target } from "../model/ask";
import { ActionButtons, ActionReasons } from "./action-buttons";
import { ClusterFacts } from "./cluster-facts";
import classes from "./head.module.css";
import { NextStep } from "./next-step";
import { ConnectionBadge } from "./connection-badge";

type Props = {
  connection: ConnectionView;
  cluster: ClusterView | null;
  onAction: (kind: NodeActionKind, target: Target) => void;
};

/** Which cluster, how it is, and what can be done with it as a whole. */
export function Head({ connection, cluster, onAction }: Props) {
  const { t } = useTranslation("clusters");
  const { t: proxies } = useTranslation("proxies");
  const [, navigate] = useLocation();
  const { name } = connection.settings;
  return (
    <section className={classes.head} aria-label={t("overview")}>
      <div className={classes.title}>
        <h1 className={classes.name}>
          <CutName name={name} />
        </h1>
        <ConnectionBadge connection={connection} />
        <span className="grow" />
        <Button onClick={() => navigate(`/obproxy/agents/${connection.id}`)}>{proxies("obproxy")}</Button>
        {cluster !== null && <ActionButtons cluster={cluster} name={name} onAction={onAction} />}
      </div>
      {cluster !== null && (
        <div className={classes.below}>
          <ClusterFacts cluster={cluster} />
          <ActionReasons cluster={cluster} />
        </div>
      )}
      {cluster !== null && cluster.stage === "agents" && <NextStep cluster={cluster} />}
    </section>
  );
}

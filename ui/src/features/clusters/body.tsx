import type { RefObject } from "react";
import { useTranslation } from "react-i18next";

import type { ClusterView, ConnectionView, NodeActionKind } from "../../ipc/generated";
import { Button } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { needsYou } from "../connections/model/state";
import { Board } from "./board/board";
import type { Target } from "./model/ask";
import { hostsOf } from "./model/state";
import classes from "./overview.module.css";
import { SidePanel } from "./side/side-panel";
import { HostTable } from "./table/host-table";

/** Up to here each host is a card. */
const CARDS_UP_TO = 30;

type Props = {
  connection: ConnectionView;
  cluster: ClusterView | null;
  seenAt: ReadonlyMap<string, number>;
  /** The field that filters hosts, when there is one. */
  filter: RefObject<HTMLInputElement | null>;
  onAction: (kind: NodeActionKind, target: Target) => void;
  onContact: () => void;
};

/** The hosts, and what is known of the cluster beside them. */
export function Body({ connection, cluster, seenAt, filter, onAction, onContact }: Props) {
  const { t } = useTranslation("clusters");
  if (cluster === null || cluster.zones.every(({ hosts }) => hosts.length === 0)) {
    return <Nothing connection={connection} loaded={cluster !== null} onContact={onContact} />;
  }
  const count = hostsOf(cluster.zones).length;
  const many = count > CARDS_UP_TO;
  const tells = cluster.stage === "cluster" || count > 1;
  return (
    <div className={classes.body} data-alone={!tells || undefined}>
      <section className={classes.main} aria-label={t("board")}>
        {many ? (
          <HostTable cluster={cluster} seenAt={seenAt} field={filter} onAction={onAction} />
        ) : (
          <Board cluster={cluster} seenAt={seenAt} onAction={onAction} />
        )}
      </section>
      {tells && <SidePanel cluster={cluster} old={connection.state.stale || !connection.state.live} />}
    </div>
  );
}

type NothingProps = { connection: ConnectionView; loaded: boolean; onContact: () => void };

function Nothing({ connection, loaded, onContact }: NothingProps) {
  const { t } = useTranslation("clusters");
  const { kind } = connection.state;
  if (!loaded || kind === "contacting") {
    return (
      <p className={classes.loading} role="status">
        {t(kind === "contacting" ? "fresh.contacting" : "loading")}
      </p>
    );
  }
  // The trouble and its way out stand above already.
  if (needsYou(connection)) return <div />;
  const asked = kind !== "notContacted";
  return (
    <EmptyState
      icon="hosts"
      title={t(asked ? "noHosts" : "notContacted")}
      action={
        <Button look="primary" onClick={onContact}>
          {t("contact")}
        </Button>
      }
    >
      {t(asked ? "noHostsBody" : "notContactedBody")}
    </EmptyState>
  );
}

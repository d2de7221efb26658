import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { ObproxySummary } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import classes from "./home.module.css";

type Props = { connectionId: string; clusters: ObproxySummary[] };

/** One line a cluster; its name leads to it. */
export function ClusterTable({ connectionId, clusters }: Props) {
  const { t } = useTranslation("obproxy");
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th className={classes.wide}>{t("column.cluster")}</th>
            <th className={classes.wide}>{t("column.address")}</th>
            <th>{t("column.mode")}</th>
            <th>{t("column.servers")}</th>
            <th>{t("column.version")}</th>
            <th className={classes.wide}>{t("column.obClusters")}</th>
          </tr>
        </thead>
        <tbody>
          {clusters.map((cluster) => (
            <tr key={cluster.id}>
              <td title={cluster.name}>
                <Link className={classes.link} href={`/obproxy/${connectionId}/${cluster.id}`}>
                  {cluster.name}
                </Link>
              </td>
              <td className="mono" title={addressOf(cluster)}>
                {addressOf(cluster) || <span className="t3">{t("noAddress")}</span>}
              </td>
              <td>{cluster.workMode}</td>
              <td>
                <Servers cluster={cluster} />
              </td>
              <td title={cluster.versions.join(", ")}>{cluster.versions.join(", ")}</td>
              <td title={cluster.obClusters.join(", ")}>{cluster.obClusters.join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How many run, and a sign when not all do. */
export function Servers({ cluster }: { cluster: ObproxySummary }) {
  const { t } = useTranslation("obproxy");
  const { servers, serversRunning } = cluster;
  if (servers === 0) return <span className="t3">{t("noServers")}</span>;
  const state = serversRunning === servers ? "succeeded" : serversRunning === 0 ? "failed" : "warning";
  return (
    <span className={classes.trouble}>
      <StateIcon state={state} />
      {t("serversRun", { running: serversRunning, servers })}
    </span>
  );
}

export function addressOf({ address, port }: ObproxySummary): string {
  return address === "" || port === null ? address : `${address}:${port}`;
}

import { useTranslation } from "react-i18next";

import type { ObproxyCluster, ObproxyDeed } from "../../../ipc/generated";
import { formatFull } from "../../../shared/time/format";
import { CopyButton } from "../../../shared/ui/copy-button";
import { MiddleCut } from "../../../shared/ui/middle-cut";
import { type Ask, SERVER_DEEDS } from "../actions/ask";
import { DeedButton } from "../actions/deed-button";
import { DeedMenu } from "../actions/deed-menu";
import { Servers, addressOf } from "../home/cluster-table";
import classes from "./cluster.module.css";

type Props = { cluster: ObproxyCluster; onAsk: (ask: Ask) => void };

/** Those of the whole that are not beside what they are about. */
const IN_MENU: ReadonlySet<ObproxyDeed> = new Set([
  "takeOver",
  "restart",
  "start",
  "stop",
  "upgrade",
  "editAddress",
  "delete",
]);

/** Name, address, how it finds its clusters, how its servers do, and what can be done with all of it. */
export function ClusterHead({ cluster, onAsk }: Props) {
  const { t } = useTranslation("obproxy");
  const { summary, configUrl, deeds, servers } = cluster;
  const all = servers.map(({ id }) => id);
  const add = deeds.find(({ deed }) => deed === "addServers");
  const address = addressOf(summary);
  return (
    <header className={classes.head}>
      <h1 title={summary.name}>{summary.name}</h1>
      <div className={classes.actions}>
        {add !== undefined && <DeedButton view={add} onDo={() => onAsk({ deed: "addServers" })} />}
        <DeedMenu
          label={t("cluster.menu", { name: summary.name })}
          deeds={deeds.filter(({ deed }) => IN_MENU.has(deed))}
          about="all"
          onDo={(deed) => onAsk(SERVER_DEEDS.includes(deed) ? { deed, serverIds: all } : { deed })}
        />
      </div>
      <dl className={classes.facts}>
        <div>
          <dt>{t("fact.address")}</dt>
          <dd>
            {address === "" ? (
              <span className="t3">{t("noAddress")}</span>
            ) : (
              <>
                <span className="mono selectable">{address}</span>
                <CopyButton text={address} label={t("copyAddress")} word="hidden" />
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{t("fact.servers")}</dt>
          <dd>
            <Servers cluster={summary} />
          </dd>
        </div>
        {summary.workMode !== "" && (
          <div>
            <dt>{t("fact.mode")}</dt>
            <dd>{summary.workMode}</dd>
          </div>
        )}
        {summary.status !== "" && (
          <div>
            <dt>{t("fact.status")}</dt>
            <dd>{summary.status}</dd>
          </div>
        )}
        <div>
          <dt>{t("fact.versions")}</dt>
          <dd>{summary.versions.join(", ") || <span className="t3">{t("noServers")}</span>}</dd>
        </div>
        {configUrl !== "" && (
          <div>
            <dt>{t("fact.configUrl")}</dt>
            <dd className={classes.url}>
              <MiddleCut text={configUrl} head={12} tail={20} />
              <CopyButton text={configUrl} label={t("copyConfigUrl")} word="hidden" />
            </dd>
          </div>
        )}
        {summary.creator !== "" && (
          <div>
            <dt>{t("fact.created")}</dt>
            <dd>
              {summary.creator}
              {summary.createdAt !== null && <span className="t3">{formatFull(summary.createdAt)}</span>}
            </dd>
          </div>
        )}
      </dl>
    </header>
  );
}

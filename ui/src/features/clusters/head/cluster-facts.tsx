import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { ClusterView } from "../../../ipc/generated";
import { shortVersion } from "../../connections/model/version";
import { bytesOf, coresOf } from "../model/amounts";
import { hostsOf } from "../model/state";
import classes from "./head.module.css";

/** What the cluster is and how full it is; what is not known is left out. */
export function ClusterFacts({ cluster }: { cluster: ClusterView }) {
  const { t } = useTranslation("clusters");
  const { stage, clusterId, obVersion, obshellVersion, community, usage, zones } = cluster;
  const hosts = hostsOf(zones);
  const architectures = [...new Set(hosts.map(({ architecture }) => architecture).filter(Boolean))];
  return (
    <dl className={classes.facts}>
      {clusterId !== "" && <Fact name={t("fact.clusterId")}>{clusterId}</Fact>}
      {obVersion !== "" && (
        <Fact name={t("fact.oceanbase")} title={obVersion}>
          {shortVersion(obVersion)}{" "}
          {community !== null && <span className={classes.edition}>{t(community ? "community" : "business")}</span>}
        </Fact>
      )}
      {obshellVersion !== "" && (
        <Fact name={t("fact.obshell")} title={obshellVersion}>
          {shortVersion(obshellVersion)}
        </Fact>
      )}
      {stage === "cluster" && hosts.length > 0 && (
        <Fact name={t("fact.zonesHosts")}>{t("zonesHosts", { zones: zones.length, hosts: hosts.length })}</Fact>
      )}
      {stage === "agents" && hosts.length > 0 && <Fact name={t("fact.agents")}>{hosts.length}</Fact>}
      {stage === "agents" && architectures.length > 0 && (
        <Fact name={t("fact.architecture")}>{architectures.join(", ")}</Fact>
      )}
      {usage.cpu !== null && <Fact name={t("fact.cpu")}>{t("of", coresOf(usage.cpu))}</Fact>}
      {usage.memory !== null && <Fact name={t("fact.memory")}>{t("of", bytesOf(usage.memory))}</Fact>}
      {usage.disk !== null && <Fact name={t("fact.disk")}>{t("of", bytesOf(usage.disk))}</Fact>}
    </dl>
  );
}

function Fact({ name, title, children }: { name: string; title?: string; children: ReactNode }) {
  return (
    <div title={title}>
      <dt className="cap">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useWizard } from "./draft/context";
import { useProtection } from "./draft/use-protection";
import { shortVersion } from "./hosts/host-row";
import classes from "./summary.module.css";
import { Tally, Topology } from "./topology";

/** What the cluster will be, as far as the draft says; follows every keystroke. */
export function Summary() {
  const { t } = useTranslation("wizard");
  const { draft, probes } = useWizard();
  const protection = useProtection();
  const { cluster, parameters } = draft;
  const answers = draft.hosts.map((host) => probes.of(host));
  const facts = answers.flatMap((probe) =>
    probe.type === "answered" && probe.probe.facts !== null ? [probe.probe.facts] : [],
  );
  const versions = (all: string[]) => [...new Set(all.filter(Boolean).map(shortVersion))].join(", ");
  const clusterWide = parameters.filter((parameter) => parameter.scope.type === "cluster" && parameter.value !== "");
  const valueOf = (name: string, otherwise: string) =>
    clusterWide.find((parameter) => parameter.name === name)?.value ?? otherwise;
  return (
    <>
      <h2 className={classes.title}>{cluster.name === "" ? t("unnamed") : cluster.name}</h2>
      <Tally />
      <dl className={classes.facts}>
        <Fact name={t("summary.id")}>{cluster.id}</Fact>
        <Fact name={t("summary.oceanbase")}>{versions(facts.map((one) => one.obVersion))}</Fact>
        <Fact name={t("summary.obshell")}>{versions(facts.map((one) => one.obshellVersion))}</Fact>
        <Fact name={t("summary.ports")}>
          {t("summary.portsAre", { sql: valueOf("mysql_port", "2881"), rpc: valueOf("rpc_port", "2882") })}
        </Fact>
        {clusterWide
          .filter((parameter) => !parameter.name.endsWith("_port"))
          .map((parameter) => (
            <Fact key={parameter.name} name={parameter.name}>
              <span className={parameter.value.startsWith("/") ? "mono" : undefined}>{parameter.value}</span>
            </Fact>
          ))}
        <Fact name={t("summary.root")}>
          {cluster.rootPassword === null ? t("summary.notSet") : t(`secretSet.${protection}`)}
        </Fact>
        <Fact name={t("summary.proxyro")}>
          {cluster.createProxyroUser ? t("summary.willCreate") : t("summary.willNot")}
        </Fact>
        <Fact name={t("summary.scripts")}>
          {cluster.importScript ? t("summary.willImport") : t("summary.willNotImport")}
        </Fact>
      </dl>
      <Topology />
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === "") return null;
  return (
    <>
      <dt className="cut" title={name}>
        {name}
      </dt>
      <dd>{children}</dd>
    </>
  );
}

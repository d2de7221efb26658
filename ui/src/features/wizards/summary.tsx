import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useWizard } from "./draft/context";
import { useProtection } from "./draft/use-protection";
import { nameOf, zonesOfTarget } from "./draft/use-target";
import { shortVersion } from "./hosts/host-row";
import classes from "./summary.module.css";
import { Tally, Topology } from "./topology";

/** What the cluster will be, as far as the draft says; follows every keystroke. */
export function Summary({ judged }: { judged: boolean }) {
  const { t } = useTranslation("wizard");
  const { draft, probes, target } = useWizard();
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
      <h2 className={classes.title}>{nameOf(draft, target) ?? t("unnamed")}</h2>
      <Tally judged={judged} />
      <dl className={classes.facts}>
        {draft.kind === "init" ? (
          <>
            <Fact name={t("summary.id")}>{cluster.id}</Fact>
            <Fact name={t("summary.oceanbase")}>{versions(facts.map((one) => one.obVersion))}</Fact>
            <Fact name={t("summary.obshell")}>{versions(facts.map((one) => one.obshellVersion))}</Fact>
          </>
        ) : (
          <TargetFacts />
        )}
        {draft.kind !== "join" && (
          <Fact name={t("summary.ports")}>
            {t("summary.portsAre", { sql: valueOf("mysql_port", "2881"), rpc: valueOf("rpc_port", "2882") })}
          </Fact>
        )}
        {clusterWide
          .filter((parameter) => !parameter.name.endsWith("_port"))
          .map((parameter) => (
            <Fact key={parameter.name} name={parameter.name}>
              <span className={parameter.value.startsWith("/") ? "mono" : undefined}>{parameter.value}</span>
            </Fact>
          ))}
        {draft.kind === "init" && (
          <>
            <Fact name={t("summary.root")}>
              {cluster.rootPassword === null ? t("summary.notSet") : t(`secretSet.${protection}`)}
            </Fact>
            <Fact name={t("summary.proxyro")}>
              {cluster.createProxyroUser ? t("summary.willCreate") : t("summary.willNot")}
            </Fact>
            <Fact name={t("summary.scripts")}>
              {cluster.importScript ? t("summary.willImport") : t("summary.willNotImport")}
            </Fact>
          </>
        )}
      </dl>
      <Topology judged={judged} />
    </>
  );
}

/** The cluster that the hosts become part of. */
function TargetFacts() {
  const { t } = useTranslation("wizard");
  const { draft, target } = useWizard();
  if (target === null)
    return draft.connectionId === null ? null : <dd className={classes.gone}>{t("summary.gone")}</dd>;
  const zones = zonesOfTarget(target);
  const members = zones.reduce((sum, zone) => sum + zone.members, 0);
  return (
    <>
      <Fact name={t("summary.id")}>{target.facts?.clusterId ?? ""}</Fact>
      <Fact name={t(draft.kind === "join" ? "summary.agents" : "summary.members")}>
        {members === 0 ? "" : t("summary.inZones", { number: members, zones: t("zoneCount", { count: zones.length }) })}
      </Fact>
      <Fact name={t("summary.added")}>{t("hostCount", { count: draft.hosts.length })}</Fact>
      <Fact name={t("summary.oceanbase")}>{shortVersion(target.facts?.obVersion ?? "")}</Fact>
      <Fact name={t("summary.obshell")}>{shortVersion(target.facts?.obshellVersion ?? "")}</Fact>
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

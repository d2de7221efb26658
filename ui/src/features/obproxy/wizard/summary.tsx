import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useProtection } from "../../wizards/draft/use-protection";
import facts from "../../wizards/summary.module.css";
import { useOcpWizard } from "./context";
import { versionIn, WORK_MODES } from "./form";
import { Topology } from "./topology";
import classes from "./wizard.module.css";

/** What the cluster will be, as far as the draft says; follows every keystroke. */
export function Summary() {
  const { t } = useTranslation("obproxy");
  const { t: wizard } = useTranslation("wizard");
  const { form, connection, hosts, packages } = useOcpWizard();
  const protection = useProtection();
  const chosen = (hosts.data?.hosts ?? []).filter(({ id }) => form.hostIds.includes(id));
  const idcs = [...new Set(chosen.map(({ idc }) => idc).filter(Boolean))];
  const one = packages.data?.packages.find(({ fileName }) => fileName === form.package);
  const address = form.address === "" ? "" : form.port === "" ? form.address : `${form.address}:${form.port}`;
  const parameters = form.startupParameters.length + form.parameters.length;
  return (
    <>
      <h2 className={facts.title}>{form.name === "" ? t("unnamed") : form.name}</h2>
      <dl className={facts.facts}>
        <Fact name={t("summary.ocp")}>
          {[connection?.settings.name, connection?.facts?.obVersion].filter(Boolean).join(", ") || t("wizard.gone")}
        </Fact>
        <Fact name={t("summary.mode")}>{WORK_MODES[form.workMode]}</Fact>
        <Fact name={t("summary.address")}>{address || <Weak>{t("noAddress")}</Weak>}</Fact>
        <Fact name={t("summary.hosts")}>
          {form.hostIds.length === 0 ? (
            <Weak>{t("summary.noHosts")}</Weak>
          ) : (
            <>
              {form.hostIds.length} <Weak>{idcs.join(", ")}</Weak>
            </>
          )}
        </Fact>
        <Fact name={t("summary.package")}>
          {form.package === "" ? (
            <Weak>{t("summary.noPackage")}</Weak>
          ) : (
            <>
              {one === undefined ? versionIn(form.package) : `${one.version}-${one.build}`}{" "}
              <Weak>{one?.architecture}</Weak>
            </>
          )}
        </Fact>
        <Fact name={t("summary.ports")}>
          {[form.sqlPort, form.exporterPort, form.rpcPort].filter(Boolean).join(", ")}
        </Fact>
        <Fact name="root@proxysys">
          {form.proxysysPassword === null ? <Weak>{t("summary.byOcp")}</Weak> : wizard(`secretSet.${protection}`)}
        </Fact>
        <Fact name={t("summary.clusters")}>
          {form.links.length === 0 ? (
            <Weak>{t("summary.noClusters")}</Weak>
          ) : (
            form.links.map(({ clusterName }) => clusterName).join(", ")
          )}
        </Fact>
        {parameters > 0 && <Fact name={t("summary.parameters")}>{parameters}</Fact>}
      </dl>
      <Topology chosen={chosen} />
      <p className={classes.runs}>
        {t(form.hostIds.length === 0 ? "summary.runsEmpty" : "summary.runs", { count: form.hostIds.length })}
      </p>
    </>
  );
}

function Weak({ children }: { children: ReactNode }) {
  return <span className="t3">{children}</span>;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="cut" title={name}>
        {name}
      </dt>
      <dd>{children}</dd>
    </>
  );
}

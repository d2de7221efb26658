import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { StateIcon } from "../../../../shared/state/state-icon";
import summary from "../../../wizards/summary.module.css";
import { useProtection } from "../../../wizards/draft/use-protection";
import { sqlAddressOf } from "../model/fleet";
import { isOwn, PORTS } from "./changes";
import { useAgentWizard } from "./context";

const MOST = 12;

/** What each agent will get, as far as the form says; follows every keystroke. */
export function Summary() {
  const { t } = useTranslation("proxies");
  const { t: wizard } = useTranslation("wizard");
  const { form, connection, check } = useAgentWizard();
  const protection = useProtection();
  const { source, agents, parameters } = form;
  const set = (secret: unknown) => (secret === null ? wizard("summary.notSet") : wizard(`secretSet.${protection}`));
  const [sql, exporter, rpc] = PORTS.map(({ field, usual }) => form[field] || usual);
  return (
    <>
      <h2 className={summary.title}>{form.name || t("unnamed")}</h2>
      <dl className={summary.facts}>
        <Fact name={t("wizard.of")}>{connection?.settings.name ?? ""}</Fact>
        <Fact name={t("wizard.agents")}>{agents.length === 0 ? "" : String(agents.length)}</Fact>
        <Fact name={t("fact.home")}>{form.homePath !== "" && <span className="mono">{form.homePath}</span>}</Fact>
        <Fact name={t("fact.ports")}>
          {t("fact.portsAre", { sql: sql ?? "", exporter: exporter ?? "", rpc: rpc ?? "" })}
        </Fact>
        <Fact name={t("fact.source")}>
          {source.type === "configUrl"
            ? t("wizard.byUrl")
            : source.servers.length > 0 && t("wizard.servers", { count: source.servers.length })}
        </Fact>
        <Fact name="proxyro@sys">{set(form.proxyroPassword)}</Fact>
        <Fact name="root@proxysys">{set(form.proxysysPassword)}</Fact>
        <Fact name={t("wizard.steps.parameters")}>
          {parameters.length > 0 && t("wizard.parameterCount", { count: parameters.length })}
        </Fact>
      </dl>
      <section className={summary.topology} aria-labelledby="proxies-to-be">
        <h2 id="proxies-to-be">{t("wizard.toBe")}</h2>
        {agents.length === 0 && <p className={summary.quiet}>{t("wizard.toBeNone")}</p>}
        <ul className={summary.zones}>
          {agents.slice(0, MOST).map((host) => {
            const verdict = check?.agents.find(({ id }) => id === host.agent)?.verdict;
            return (
              <li
                key={host.agent}
                className={summary.host}
                data-state={verdict === "fail" ? "failed" : verdict === "warn" ? "warning" : undefined}
                title={isOwn(host) ? t("wizard.ownOf", { agent: host.agent }) : host.agent}
              >
                <StateIcon
                  size={12}
                  state={
                    verdict === "fail"
                      ? "failed"
                      : verdict === "warn"
                        ? "warning"
                        : verdict === "pass"
                          ? "succeeded"
                          : "pending"
                  }
                />
                <span className="cut">{sqlAddressOf(host.agent, host.sqlPort || (sql ?? ""))}</span>
              </li>
            );
          })}
        </ul>
        {agents.length > MOST && <p className={summary.quiet}>{t("wizard.toBeMore", { n: agents.length - MOST })}</p>}
      </section>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === "" || children === false) return null;
  return (
    <>
      <dt className="cut" title={name}>
        {name}
      </dt>
      <dd>{children}</dd>
    </>
  );
}

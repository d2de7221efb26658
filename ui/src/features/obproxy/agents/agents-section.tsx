import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import { useConnections } from "../../connections/live/use-connections";
import classes from "./agents-section.module.css";
import { Fleet } from "./fleet/fleet";
import { hasFleet } from "./model/fleet";

/** On the home of OBProxy a fleet shows so many agents; its own page shows all. */
const MOST = 8;

/** The OBProxy of agents, a connection after the other. Only those in use are asked. */
export function AgentsSection() {
  const { t } = useTranslation("proxies");
  const { connections } = useConnections();
  const ofAgents = (connections ?? []).filter(({ settings }) => settings.kind !== "ocp");
  const shown = ofAgents.filter(hasFleet);
  const quiet = ofAgents.length - shown.length;
  return (
    <section className={classes.section} aria-labelledby="proxies-of-agents">
      <div className={classes.head}>
        <h2 id="proxies-of-agents">{t("section.title")}</h2>
        <p className={classes.lead}>{t("section.lead")}</p>
      </div>
      {connections !== null && shown.length === 0 && <p className="t2">{t("section.none")}</p>}
      {shown.map((connection) => (
        <Fleet key={connection.id} connection={connection} most={MOST} />
      ))}
      {quiet > 0 && (
        <p className="t3 sm">
          {t("section.quiet", { count: quiet })} <Link href="/">{t("section.toConnections")}</Link>
        </p>
      )}
    </section>
  );
}

import { useTranslation } from "react-i18next";

import { Icon } from "../../shared/icons/icon";
import { type ShownState, StateIcon } from "../../shared/state/state-icon";
import { useWizard } from "./draft/context";
import { problemsOfHost } from "./draft/problems";
import { hostState, ownProblems, sharedWarnings } from "./hosts/host-state";
import classes from "./summary.module.css";

type Sketched = { key: string; address: string; zone: string; state: ShownState };

const SHOWN_A_ZONE = 6;
const URGENCY: ShownState[] = ["failed", "warning", "running"];

function useSketch(): Sketched[] {
  const { draft, problems, probes } = useWizard();
  const common = sharedWarnings(problems, draft.hosts.length);
  return draft.hosts.map((host, index) => {
    const probe = probes.of(host);
    const address = probe.type === "answered" ? probe.probe.address : host.address;
    const own = ownProblems(problemsOfHost(problems, index, address), common);
    return { key: `${index} ${address}`, address, zone: host.zone, state: hostState(probe, own) };
  });
}

/** How many hosts fail, want consent, are being asked, are fine. */
export function Tally() {
  const { t } = useTranslation("wizard");
  const hosts = useSketch();
  if (hosts.length === 0) return null;
  const count = (state: ShownState) => hosts.filter((host) => host.state === state).length;
  const cells = [
    ["failed", count("failed"), classes.failed],
    ["warning", count("warning"), classes.warning],
    ["asking", count("running"), classes.asking],
    ["fine", count("succeeded"), ""],
  ] as const;
  return (
    <dl className={classes.tally}>
      {cells.map(([name, number, look]) => (
        <div key={name}>
          <dt>{t(`summary.tally.${name}`)}</dt>
          <dd className={number > 0 ? look : classes.zero}>{number}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Zones as boxes, hosts as chips with their state. */
export function Topology() {
  const { t } = useTranslation("wizard");
  const { draft, probes } = useWizard();
  const hosts = useSketch();
  const zones = [...new Set(hosts.map((host) => host.zone))].toSorted();
  const masterNow = draft.hosts.find((host) => {
    const probe = probes.of(host);
    return probe.type === "answered" && probe.probe.facts?.identity === "MASTER";
  });
  const master = masterNow ?? draft.hosts[0];
  return (
    <section aria-labelledby="topology" className={classes.topology}>
      <h2 id="topology">{t("summary.topology")}</h2>
      {hosts.length === 0 && <p className={classes.quiet}>{t("summary.noTopology")}</p>}
      <ul className={classes.zones}>
        {zones.map((zone) => {
          const all = hosts.filter((host) => host.zone === zone);
          const own = all.length > SHOWN_A_ZONE ? mostUrgentFirst(all) : all;
          return (
            <li key={zone} className={classes.zone}>
              <span className={classes.zoneName} title={zone}>
                {zone === "" ? t("summary.noZone") : zone}
              </span>
              <ul className={classes.hosts}>
                {own.slice(0, SHOWN_A_ZONE).map((host) => (
                  <li key={host.key} className={classes.host} data-state={host.state} title={host.address}>
                    <StateIcon state={host.state} size={12} />
                    <span className="cut">{shortAddress(host.address, own.length > 1)}</span>
                  </li>
                ))}
                {own.length > SHOWN_A_ZONE && (
                  <li className={classes.rest}>{t("summary.more", { n: own.length - SHOWN_A_ZONE })}</li>
                )}
              </ul>
            </li>
          );
        })}
      </ul>
      {master !== undefined && (
        <p className={classes.quiet}>
          <Icon name="flag" size={12} />
          {t("summary.master", { host: master.address })}
        </p>
      )}
    </section>
  );
}

/** When not all fit, those that need attention do. */
function mostUrgentFirst(hosts: Sketched[]): Sketched[] {
  const rank = ({ state }: Sketched) => (URGENCY.includes(state) ? URGENCY.indexOf(state) : URGENCY.length);
  return hosts.toSorted((a, b) => rank(a) - rank(b));
}

/** The default port says nothing; another one tells agents on one host apart. */
function shortAddress(address: string, tight: boolean): string {
  return tight ? address.replace(/:2886$/, "") : address;
}

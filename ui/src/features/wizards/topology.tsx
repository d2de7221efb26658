import { useTranslation } from "react-i18next";

import { Icon } from "../../shared/icons/icon";
import { type ShownState, StateIcon } from "../../shared/state/state-icon";
import { useWizard } from "./draft/context";
import { problemsOfHost } from "./draft/problems";
import { zonesOfTarget } from "./draft/use-target";
import { hostState, ownProblems, sharedWarnings } from "./hosts/host-state";
import { stateOfHost, tallyOf } from "./preflight/model";
import classes from "./summary.module.css";

type Sketched = { key: string; address: string; zone: string; state: ShownState };

const SHOWN_A_ZONE = 6;
const URGENCY: ShownState[] = ["failed", "warning", "unknown", "running"];

function useSketch(judged: boolean): Sketched[] {
  const { draft, problems, probes, preflight } = useWizard();
  const common = sharedWarnings(problems, draft.hosts.length);
  return draft.hosts.map((host, index) => {
    const probe = probes.of(host);
    const address = probe.type === "answered" ? probe.probe.address : host.address;
    const own = ownProblems(problemsOfHost(problems, index, address), common);
    const checked = preflight.result === null || !judged ? null : stateOfHost(preflight.result, address);
    return { key: `${index} ${address}`, address, zone: host.zone, state: checked ?? hostState(probe, own) };
  });
}

/** How many hosts fail, want consent, are being asked, are fine; from the pre-flight on, how many checks. */
export function Tally({ judged }: { judged: boolean }) {
  const { t } = useTranslation("wizard");
  const { t: flight } = useTranslation("preflight");
  const { preflight } = useWizard();
  const hosts = useSketch(judged);
  if (hosts.length === 0) return null;
  const count = (state: ShownState) => hosts.filter((host) => host.state === state).length;
  const checks = preflight.result === null || !judged ? null : tallyOf(preflight.result);
  const cells =
    checks === null
      ? [
          { word: t("summary.tally.failed"), number: count("failed"), look: classes.failed },
          { word: t("summary.tally.warning"), number: count("warning"), look: classes.warning },
          { word: t("summary.tally.asking"), number: count("running"), look: classes.asking },
          { word: t("summary.tally.fine"), number: count("succeeded"), look: "" },
        ]
      : [
          { word: flight("tally.fail"), number: checks.fail, look: classes.failed },
          { word: flight("tally.warn"), number: checks.warn, look: classes.warning },
          { word: flight("tally.unknown"), number: checks.unknown, look: classes.unknown },
          { word: flight("tally.pass"), number: checks.pass, look: "" },
        ];
  return (
    <dl className={classes.tally}>
      {cells.map(({ word, number, look }) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd className={number > 0 ? look : classes.zero}>{number}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Zones as boxes, hosts as chips with their state. */
export function Topology({ judged }: { judged: boolean }) {
  const { t } = useTranslation("wizard");
  const { draft, target } = useWizard();
  const hosts = useSketch(judged);
  const before = new Map(zonesOfTarget(target).map(({ name, members }) => [name, members]));
  const zones = [...new Set([...before.keys(), ...hosts.map((host) => host.zone)])].toSorted((a, b) =>
    a.localeCompare(b, "en", { numeric: true }),
  );
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
                {target !== null && draft.kind !== "init" && (
                  <li className={classes.members}>
                    {before.has(zone) ? t("summary.before", { count: before.get(zone) ?? 0 }) : t("summary.newZone")}
                  </li>
                )}
                {own.slice(0, SHOWN_A_ZONE).map((host) => (
                  <li key={host.key} className={classes.host} data-state={host.state} title={host.address}>
                    <StateIcon state={host.state} size={12} />
                    <span className="cut">{shortAddress(host.address, own.length > 1 || target !== null)}</span>
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
      <Root />
    </section>
  );
}

/** Who commands: the MASTER to be, the one that is followed, or the agent that takes the orders. */
function Root() {
  const { t } = useTranslation("wizard");
  const { draft, probes, target } = useWizard();
  const masterNow = draft.hosts.find((host) => {
    const probe = probes.of(host);
    return probe.type === "answered" && probe.probe.facts?.identity === "MASTER";
  });
  const followed = target?.agents.find(({ identity }) => identity === "MASTER")?.address;
  const words = {
    init: { host: (masterNow ?? draft.hosts[0])?.address, text: "summary.master" },
    join: { host: followed, text: "summary.followed" },
    scaleOut: { host: target?.facts?.agent, text: "summary.through" },
  } as const;
  const { host, text } = words[draft.kind];
  if (host === undefined) return null;
  return (
    <p className={classes.quiet}>
      <Icon name="flag" size={12} />
      {t(text, { host })}
    </p>
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

import { useTranslation } from "react-i18next";

import type { ConnectionView } from "../../../ipc/generated";
import { shortClock } from "../../../shared/guard/levels";
import { useReachWords } from "../../../shared/reach/words";
import { StateIcon } from "../../../shared/state/state-icon";
import { CopyButton } from "../../../shared/ui/copy-button";
import { isAboutCertificate, stateIcon } from "../model/state";
import { shortVersion } from "../model/version";
import { ClockOffset } from "./clock-offset";
import { Fact, Facts } from "./fact";
import { KeyPrint } from "./key-print";
import classes from "./side.module.css";
import { usePasswordWords } from "./use-password-words";

/** Key facts: certain ones always, the rest as last seen. */
export function ConnectionFactList({ connection }: { connection: ConnectionView }) {
  const { t } = useTranslation("connections");
  const { t: guards } = useTranslation("guard");
  const { settings, state, facts, guard } = connection;
  const reach = useReachWords()(settings.reach);
  const passwords = usePasswordWords(settings);
  const certificate = state.kind === "keyChanged" && isAboutCertificate(connection);
  const plain = settings.reach.tls.type === "off" && settings.reach.route.type === "direct";
  return (
    <Facts>
      <Fact name={t("fact.state")}>
        <span className={classes.state}>
          <StateIcon state={stateIcon(connection)} />
          {t(certificate ? "certificateStateLong" : `stateLong.${state.kind}`)}
        </span>
      </Fact>
      {settings.kind !== "cluster" && <Fact name={t("columns.kind")}>{t(`kindsLong.${settings.kind}`)}</Fact>}
      {facts !== null && (
        <>
          {facts.clusterName !== "" && facts.clusterName !== settings.name && (
            <Fact name={t("fact.clusterName")}>
              <bdi className="selectable">{facts.clusterName}</bdi>
            </Fact>
          )}
          {facts.clusterId !== "" && <Fact name={t("fact.clusterId")}>{facts.clusterId}</Fact>}
          {facts.obVersion !== "" && (
            <Fact name={t(settings.kind === "ocp" ? "fact.ocp" : "fact.oceanbase")}>
              <span title={facts.obVersion}>{shortVersion(facts.obVersion)}</span>
            </Fact>
          )}
          {facts.obshellVersion !== "" && (
            <Fact name={t("fact.obshell")}>
              <span title={facts.obshellVersion}>{shortVersion(facts.obshellVersion)}</span>
            </Fact>
          )}
          <Fact name={t("fact.latency")}>{Math.round(facts.latencyMs)} ms</Fact>
          <Fact name={t("fact.clock")}>
            <ClockOffset offset={facts.clockOffsetMs} />
          </Fact>
          {facts.fingerprint !== "" && (
            <Fact name={t("fact.key")}>
              <span className={classes.print}>
                <KeyPrint fingerprint={facts.fingerprint} />
                <CopyButton text={facts.fingerprint} label={t("fact.copyKey")} word="hidden" />
              </span>
            </Fact>
          )}
        </>
      )}
      {facts === null && (
        <Fact name={t("fact.address")}>
          <span className="mono selectable">{settings.addresses.join(", ")}</span>
        </Fact>
      )}
      <Fact name={t("fact.password")}>
        {passwords.map((words) => (
          <div key={words}>{words}</div>
        ))}
      </Fact>
      <Fact name={t("fact.guard")}>
        {guards(`long.${guard.level}`)}
        {guard.lowered !== null && (
          <div className={classes.lowered}>
            {guards("because", { time: shortClock(guard.lowered.until), reason: guard.lowered.reason })}
          </div>
        )}
      </Fact>
      {!plain && <Fact name={t("fact.way")}>{reach}</Fact>}
      {settings.pinned && <Fact name={t("fact.start")}>{t("fact.pinned")}</Fact>}
      {settings.note !== "" && (
        <Fact name={t("fact.note")}>
          <bdi className={`${classes.note} selectable`}>{settings.note}</bdi>
        </Fact>
      )}
    </Facts>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ConnectionProbe, KeyChange } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import { StateIcon } from "../../../shared/state/state-icon";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { shortVersion } from "../model/version";
import { ClockOffset } from "../side/clock-offset";
import { Decision } from "../side/decision";
import { Fact, Facts } from "../side/fact";
import { KeyDecision } from "../side/key-decision";
import { KeyPrint } from "../side/key-print";
import { Prints } from "../side/prints";
import { Warnings } from "../side/warnings";
import sideClasses from "../side/side.module.css";
import classes from "./form.module.css";
import type { Probing } from "./use-probe";

type Props = {
  probing: Probing;
  /** The way was changed since. */
  outdated: boolean;
  onAgain: () => void;
  onPin: (fingerprint: string) => void;
  onOpen: (id: string) => void;
};

/** Who answers at the address, or why nobody does. */
export function ProbeResult({ probing, outdated, onAgain, onPin, onOpen }: Props) {
  const { t } = useTranslation("connections");
  if (probing.type === "idle") return <p className={`${classes.quiet} t3`}>{t("form.nothingAsked")}</p>;
  if (probing.type === "failed") return <ErrorNote error={probing.problem} onRetry={onAgain} />;
  const probe = probing.type === "answered" ? probing.probe : probing.last;
  return (
    <div className={classes.answer} role="status" aria-busy={probing.type === "asking"}>
      {probing.type === "asking" && (
        <p className={classes.line}>
          <StateIcon state="running" />
          <span className="cut">{t("form.asking", { address: probing.request.address })}</span>
        </p>
      )}
      {probing.type === "answered" && outdated && (
        <p className={classes.line}>
          <StateIcon state="warning" />
          <span className="grow">{t("form.outdated")}</span>
          <Button size="sm" icon="retry" onClick={onAgain}>
            {t("form.askAgain")}
          </Button>
        </p>
      )}
      {probe !== null && <Answer probe={probe} onAgain={onAgain} onPin={onPin} onOpen={onOpen} />}
    </div>
  );
}

function Answer({ probe, onAgain, onPin, onOpen }: Omit<Props, "probing" | "outdated"> & { probe: ConnectionProbe }) {
  const { t } = useTranslation("connections");
  const { existing, host, warnings, certificate, problem } = probe;
  const keyChange = host?.facts?.keyChange ?? null;
  // An address that cannot be used is told at its field, another one among the warnings.
  const differs = warnings.some(({ code }) => code === "addressDiffers");
  const unusable = problem?.code === "invalid" && (probe.proposal === null || differs);
  const error = unusable ? null : (problem ?? host?.problem ?? null);
  return (
    <>
      {existing !== null && (
        <p className={classes.line}>
          <Icon name="info" size={14} />
          <span className="grow">{t("form.existing", { name: existing.name })}</span>
          <Button size="sm" onClick={() => onOpen(existing.id)}>
            {t("form.openExisting")}
          </Button>
        </p>
      )}
      <Identity probe={probe} />
      {keyChange !== null && host !== null && (
        <KeyChoice key={keyChange.offered} address={host.address} change={keyChange} onTrusted={onAgain} />
      )}
      {certificate !== null && (
        <Decision title={t("form.certificate")}>
          <p>{t("form.certificateBody")}</p>
          <Prints prints={[{ name: t("key.offered"), fingerprint: certificate }]} />
          <div className={sideClasses.choices}>
            <Button icon="key" onClick={() => onPin(certificate)}>
              {t("form.pin")}
            </Button>
          </div>
        </Decision>
      )}
      {error !== null && certificate === null && keyChange === null && <ErrorNote error={error} onRetry={onAgain} />}
      <Warnings warnings={warnings} alone />
    </>
  );
}

function KeyChoice({ address, change, onTrusted }: { address: string; change: KeyChange; onTrusted: () => void }) {
  const [choice, setChoice] = useState<"open" | "kept">("open");
  return (
    <KeyDecision
      address={address}
      change={change}
      folded={choice === "kept"}
      onKeep={() => setChoice("kept")}
      onDecide={() => setChoice("open")}
      onTrusted={onTrusted}
    />
  );
}

function Identity({ probe: { host, ocp, proposal, needs, accepted } }: { probe: ConnectionProbe }) {
  const { t } = useTranslation("connections");
  const facts = host?.facts ?? null;
  if (ocp !== null) {
    return (
      <>
        <p className={classes.who}>
          <StateIcon state="succeeded" />
          {t("form.ocp")}
        </p>
        <Facts>
          {ocp.version !== null && <Fact name={t("fact.ocp")}>{ocp.version}</Fact>}
          <Reached latency={ocp.latencyMs} offset={ocp.clockOffsetMs} />
        </Facts>
      </>
    );
  }
  if (facts === null) return null;
  // Before it let us in, the proposed name is only where it is.
  const name = accepted === true ? (proposal?.name ?? "") : "";
  const others = (proposal?.addresses.length ?? 1) - 1;
  const single = facts.identity === "SINGLE";
  return (
    <>
      <p className={classes.who}>
        <StateIcon state="succeeded" />
        <span>
          {single
            ? t("form.fresh")
            : name === ""
              ? t("form.inClusterUnnamed", { identity: facts.identity })
              : t("form.inCluster", { identity: facts.identity, name })}
          {others > 0 && <span className="t2"> {t("form.otherAgents", { count: others })}</span>}
        </span>
      </p>
      <Facts>
        <Fact name={t("fact.identity")}>{facts.identity}</Fact>
        <Fact name={t("fact.oceanbase")}>
          {facts.obVersion === "" ? t("form.noObserver") : shortVersion(facts.obVersion)}
        </Fact>
        <Fact name={t("fact.obshell")}>{shortVersion(facts.obshellVersion)}</Fact>
        <Reached latency={facts.latencyMs} offset={facts.clockOffsetMs} />
        <Fact name={t("fact.key")}>
          <KeyPrint fingerprint={facts.fingerprint} />{" "}
          <span className="t3">{t("fact.bits", { bits: facts.keyBits })}</span>
        </Fact>
        {needs === null && single && <Fact name={t("fact.password")}>{t("form.noPassword")}</Fact>}
      </Facts>
    </>
  );
}

function Reached({ latency, offset }: { latency: number; offset: number }) {
  const { t } = useTranslation("connections");
  return (
    <>
      <Fact name={t("fact.latency")}>{Math.round(latency)} ms</Fact>
      <Fact name={t("fact.clock")}>
        <ClockOffset offset={offset} />
      </Fact>
    </>
  );
}

import { useTranslation } from "react-i18next";

import type { AgentView, ConnectionView } from "../../../ipc/generated";
import { Ago } from "../../../shared/time/ago";
import { Freshness } from "../../../shared/shell/freshness";
import { useSpeech } from "../../../shared/i18n/i18n";
import { formatMoment } from "../../../shared/time/format";
import { useNow } from "../../../shared/time/use-now";
import { ErrorNote } from "../../../shared/ui/error-note";
import { CertificateDecision } from "./certificate-decision";
import { Decision } from "./decision";
import { KeyDecisions } from "./key-decisions";
import { PasswordDecision } from "./password-decision";
import classes from "./side.module.css";
import { VaultDecision } from "./vault-decision";

/** Until it was contacted again, nobody has said which password it was. */
const USUAL_PASSWORD = { cluster: "root", agent: "agent", ocp: "ocp" } as const;

/** What keeps the connection from going on, each with the way out of it. Nothing, when all is well. */
export function Decisions({ connection, onContact }: { connection: ConnectionView; onContact: () => void }) {
  const { state, agents, settings } = connection;
  // One certificate on many agents is one decision.
  const certificates = new Map(
    agents
      .flatMap(({ address, certificate }) => (certificate === null ? [] : [[certificate, address] as const]))
      .toReversed(),
  );
  const differing = agents.filter((agent) => agent.state === "addressDiffers");
  const asksForPassword = state.kind === "passwordWrong" || state.kind === "passwordNeeded";
  return (
    <>
      <KeyDecisions agents={agents} />
      {[...certificates].map(([fingerprint, address]) => (
        <CertificateDecision key={fingerprint} connection={connection} address={address} fingerprint={fingerprint} />
      ))}
      {differing.length > 0 && <Differing agents={differing} />}
      {asksForPassword && (
        <PasswordDecision connection={connection} kind={state.password ?? USUAL_PASSWORD[settings.kind]} />
      )}
      {state.kind === "vaultLocked" && <VaultDecision onUnlocked={onContact} />}
      {!isToldAbove(connection) && <Trouble connection={connection} />}
      <Age connection={connection} />
    </>
  );
}

/** Who answers is another agent than the address says. */
function Differing({ agents }: { agents: AgentView[] }) {
  const { t } = useTranslation("connections");
  return (
    <Decision title={t("warnings.addressDiffers.title")} tone="warning">
      <p>
        {t("sentences", {
          first: t("warnings.addressDiffers.cause"),
          second: t("warnings.addressDiffers.remedy"),
        })}
      </p>
      {agents.map(({ address, problem }) => (
        <p key={address} className={`${classes.words} mono selectable`}>
          {address}
          {problem !== null && `: ${problem.message}`}
        </p>
      ))}
    </Decision>
  );
}

/** Why the last attempt failed, when there is nothing to decide about it. */
function Trouble({ connection }: { connection: ConnectionView }) {
  const { t } = useTranslation("connections");
  const speech = useSpeech();
  const now = useNow(60_000);
  const { kind, answeredAt, problem, live } = connection.state;
  if (kind !== "unreachable" || (problem !== null && problem.code !== "unreachable")) {
    return problem === null ? null : <ErrorNote error={problem} />;
  }
  const words =
    answeredAt === null
      ? t("unreachable.bodyNever")
      : t("unreachable.body", { when: formatMoment(answeredAt, now, speech) });
  return (
    <Decision title={t("unreachable.title")}>
      <p>{live ? words : t("unreachable.bodyStopped")}</p>
      {problem !== null && <p className={`${classes.words} mono selectable`}>{problem.message}</p>}
    </Decision>
  );
}

/** Old facts stay in sight and say so. */
function Age({ connection }: { connection: ConnectionView }) {
  const { t } = useTranslation("connections");
  const speech = useSpeech();
  const now = useNow(60_000);
  const { answeredAt, stale, live } = connection.state;
  if (answeredAt === null) return null;
  if (!stale) {
    return live ? (
      <p className={classes.age}>
        <Freshness state="live">
          {t("live")} · <Ago at={answeredAt} />
        </Freshness>
      </p>
    ) : null;
  }
  return (
    <p className={classes.age}>
      <Freshness state="stale">{t("stale", { when: formatMoment(answeredAt, now, speech) })}</Freshness>
    </p>
  );
}

/** The same trouble with its way out stands above already. */
function isToldAbove({ state, agents }: ConnectionView): boolean {
  if (state.problem?.code === "invalid" && agents.some((agent) => agent.state === "addressDiffers")) return true;
  if (state.kind === "passwordWrong" || state.kind === "passwordNeeded" || state.kind === "vaultLocked") return true;
  return state.kind === "keyChanged" && agents.some((agent) => agent.keyChange !== null || agent.certificate !== null);
}

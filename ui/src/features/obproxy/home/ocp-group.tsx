import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { ConnectionView } from "../../../ipc/generated";
import { useCommandMutation } from "../../../ipc/hooks";
import { StateIcon } from "../../../shared/state/state-icon";
import { Button } from "../../../shared/ui/button";
import { EnvironmentChip } from "../../../shared/ui/chip";
import { ErrorNote } from "../../../shared/ui/error-note";
import { canContact, stateIcon } from "../../connections/model/state";
import { LookUpAge } from "../look-up/look-up-age";
import { LookUpNotes } from "../look-up/look-up-notes";
import { type LookUp, useObproxyClusters } from "../look-up/use-look-up";
import { useOcpWords } from "../look-up/use-ocp-words";
import type { ObproxyClusters } from "../../../ipc/generated";
import { ClusterTable } from "./cluster-table";
import classes from "./home.module.css";
import { useCreate } from "./use-create";

/** The OBProxy clusters of one OCP. One that was not contacted is not asked; it says what it needs. */
export function OcpGroup({ connection }: { connection: ConnectionView }) {
  const { id, settings, state } = connection;
  const isOpen = state.live && state.kind === "signedIn";
  const look = useObproxyClusters(id, isOpen);
  return (
    <section aria-label={settings.name} className={classes.group}>
      <div className={classes.head}>
        <EnvironmentChip environment={settings.environment} />
        <h3 className={classes.name}>{settings.name}</h3>
        <span className="t3 sm">{connection.facts?.obVersion}</span>
        <span className="grow" />
        {(isOpen || look.data !== null) && (
          <LookUpAge state={look.data?.state ?? null} reading={look.reading} onRefresh={look.refresh} />
        )}
      </div>
      {!isOpen && <Closed connection={connection} />}
      {(isOpen || look.data !== null) && <Clusters connectionId={id} look={look} />}
    </section>
  );
}

function Clusters({ connectionId, look }: { connectionId: string; look: LookUp<ObproxyClusters> }) {
  const { t } = useTranslation("obproxy");
  const { create, problem } = useCreate();
  const wordsOf = useOcpWords();
  const { data } = look;
  return (
    <>
      <LookUpNotes state={data?.state ?? null} problem={look.problem} onRetry={look.refresh} />
      {data === null && look.problem === null && (
        <p className={classes.state} role="status">
          <StateIcon state="running" />
          {t("home.reading")}
        </p>
      )}
      {data !== null && data.clusters.length > 0 && (
        <ClusterTable connectionId={connectionId} clusters={data.clusters} />
      )}
      {data !== null && data.clusters.length === 0 && data.state.problem === null && (
        <p className={classes.state}>
          {t("home.none")}{" "}
          <Button size="sm" onClick={() => create(connectionId)}>
            {t("home.createFirst")}
          </Button>
        </p>
      )}
      {problem !== null && <ErrorNote error={problem} words={wordsOf(problem)} />}
    </>
  );
}

/** Why nothing is read here, and what would change it. */
function Closed({ connection }: { connection: ConnectionView }) {
  const { t } = useTranslation("obproxy");
  const { t: words } = useTranslation("connections");
  const wordsOf = useOcpWords();
  const contact = useCommandMutation("contact_connection");
  const { id, state } = connection;
  const problem = contact.error?.problem ?? null;
  const stopped = state.kind === "passwordNeeded" || state.kind === "passwordWrong" || state.kind === "vaultLocked";
  return (
    <>
      <div className={classes.state}>
        <StateIcon state={stateIcon(connection)} />
        {words(`state.${state.kind}`)}
        {stopped ? (
          <Link href="/">{t(`home.closed.${state.kind === "vaultLocked" ? "vault" : "password"}`)}</Link>
        ) : (
          canContact(connection) && (
            <Button
              size="sm"
              disabledReason={contact.isPending ? words("state.contacting") : null}
              onClick={() => contact.mutate({ connectionId: id })}
            >
              {t(state.kind === "unreachable" ? "home.contactAgain" : "home.contact")}
            </Button>
          )
        )}
      </div>
      {state.problem !== null && <ErrorNote error={state.problem} words={wordsOf(state.problem)} />}
      {problem !== null && <ErrorNote error={problem} words={wordsOf(problem)} />}
    </>
  );
}

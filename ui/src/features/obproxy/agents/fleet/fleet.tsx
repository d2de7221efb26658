import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { AgentProxy, ConnectionView } from "../../../../ipc/generated";
import { useCommand } from "../../../../ipc/hooks";
import { StateIcon } from "../../../../shared/state/state-icon";
import { EnvironmentChip } from "../../../../shared/ui/chip";
import { CutName } from "../../../../shared/ui/cut-name";
import { ErrorNote } from "../../../../shared/ui/error-note";
import { inOrder } from "../model/fleet";
import { ActBar, ActReasons } from "./act-bar";
import { FleetDialogs } from "./fleet-dialogs";
import { type Entry, FleetPassword } from "./fleet-password";
import { FleetTable } from "./fleet-table";
import classes from "./fleet.module.css";
import { useAsk } from "./use-ask";

/** Asked again after so many milliseconds; sooner while a task runs. */
const CALM_MS = 15_000;
const BUSY_MS = 3000;

type Props = {
  connection: ConnectionView;
  /** Shows no more than this many; the rest stands on the page of the connection. */
  most?: number;
};

/** The agents of one connection with the OBProxy of each, and what can be done with several at once. */
export function Fleet({ connection, most = Infinity }: Props) {
  const { t } = useTranslation("proxies");
  const { id, settings } = connection;
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [entry, setEntry] = useState<Entry>("closed");
  const proxies = useCommand(
    "agent_proxies",
    { connectionId: id },
    { askAgainAfter: ({ agents }) => (agents.some(isBusy) ? BUSY_MS : CALM_MS) },
  );
  const agents = inOrder(proxies.data?.agents ?? []);
  const chosen = agents.filter(({ agent }) => ticked.has(agent));
  const ask = useAsk(connection);
  const shown = agents.length > most + 2 ? agents.slice(0, most) : agents;
  const headingId = `fleet-${id}`;
  return (
    <section className={classes.fleet} aria-labelledby={headingId}>
      <div className={classes.head}>
        <EnvironmentChip environment={settings.environment} />
        {most === Infinity ? (
          <h1 id={headingId} className={classes.title}>
            <CutName name={settings.name} />
          </h1>
        ) : (
          <h3 id={headingId} className={classes.name}>
            <Link href={`/obproxy/agents/${id}`}>
              <CutName name={settings.name} />
            </Link>
          </h3>
        )}
        {agents.length > 0 && (
          <span className="t3">
            {t("fleet.count", {
              count: agents.length,
              managing: agents.filter(({ managed }) => managed === true).length,
            })}
          </span>
        )}
        <span className="grow" />
        <ActBar agents={agents} chosen={chosen} ask={ask} />
      </div>
      {most === Infinity && <p className={classes.lead}>{t("section.lead")}</p>}
      {ask.failed !== null && <ErrorNote error={ask.failed} />}
      {proxies.error !== null && <ErrorNote error={proxies.error.problem} onRetry={() => void proxies.refetch()} />}
      {proxies.isPending && (
        <p className={classes.reading} role="status">
          <StateIcon state="running" />
          {t("fleet.reading")}
        </p>
      )}
      <FleetPassword
        connection={connection}
        agents={agents}
        level={most === Infinity ? "h2" : "h4"}
        entry={entry}
        onEntry={setEntry}
        onSent={() => {
          setEntry("closed");
          void proxies.refetch();
        }}
      />
      {proxies.data !== undefined && agents.length === 0 && <p className="t2">{t("fleet.empty")}</p>}
      {agents.length > 0 && (
        <FleetTable
          name={settings.name}
          agents={shown}
          ticked={ticked}
          onTicked={setTicked}
          ask={ask}
          connectionId={id}
          onPassword={() => setEntry("open")}
        />
      )}
      {chosen.length > 0 && <ActReasons chosen={chosen} />}
      {shown.length < agents.length && (
        <Link href={`/obproxy/agents/${id}`} className="sm">
          {t("fleet.all", { count: agents.length })}
        </Link>
      )}
      <FleetDialogs connection={connection} agents={agents} ask={ask} onDone={() => void proxies.refetch()} />
    </section>
  );
}

function isBusy({ task }: AgentProxy): boolean {
  const kind = task?.state.kind;
  return kind === "running" || kind === "pending" || kind === "ready";
}

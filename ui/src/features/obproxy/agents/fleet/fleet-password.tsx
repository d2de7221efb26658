import { useTranslation } from "react-i18next";

import type { AgentProxy, ConnectionView } from "../../../../ipc/generated";
import { Button } from "../../../../shared/ui/button";
import { Decision } from "../../../connections/side/decision";
import { PasswordDecision } from "../../../connections/side/password-decision";
import { PasswordForm } from "../../../connections/side/password-form";
import { lacksPassword } from "../model/fleet";
import classes from "./fleet.module.css";

export type Entry = "closed" | "open";

type Props = {
  connection: ConnectionView;
  agents: AgentProxy[];
  /** Of its title; below that of the fleet. */
  level: "h2" | "h4";
  entry: Entry;
  onEntry: (entry: Entry) => void;
  onSent: () => void;
};

/** Which agents wait for the agent password, and the place to enter it. Nothing, when none does. */
export function FleetPassword({ connection, agents, level, entry, onEntry, onSent }: Props) {
  const { t } = useTranslation("proxies");
  const { state, settings, facts } = connection;
  if (state.kind === "passwordWrong" && state.password === "agent") {
    return (
      <div className={classes.password}>
        <PasswordDecision connection={connection} kind="agent" level={level} />
      </div>
    );
  }
  const lacking = agents.filter(lacksPassword).map(({ agent }) => agent);
  if (lacking.length === 0) return null;
  const open = facts?.warnings.find(({ code }) => code === "noAgentPassword")?.agents ?? [];
  const isStored = settings.passwords.agent !== null;
  // What is stored does not help an agent that has no password.
  const hasNone = isStored || lacking.every((agent) => open.includes(agent));
  return (
    <div className={classes.password}>
      <Decision
        title={t(hasNone ? "password.none" : "password.needed", { count: lacking.length })}
        tone="warning"
        level={level}
      >
        <p>{t(hasNone ? "password.noneWhy" : "password.neededWhy")}</p>
        {lacking.length < agents.length && lacking.length < 4 && <p className="mono">{lacking.join(", ")}</p>}
        {!isStored && entry === "closed" && (
          <div>
            <Button size="sm" onClick={() => onEntry("open")}>
              {t("password.enter")}
            </Button>
          </div>
        )}
        {!isStored && entry === "open" && (
          <PasswordForm
            connection={connection}
            kind="agent"
            focused
            onSent={onSent}
            onCancel={() => onEntry("closed")}
          />
        )}
      </Decision>
    </div>
  );
}

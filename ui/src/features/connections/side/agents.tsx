import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

import type { AgentView } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { agentIcon } from "../model/state";
import classes from "./side.module.css";

const FEW = 3;

/** Every agent with its zone and how fast it answers; those in trouble are never folded away. `obproxy` is where theirs is. */
export function Agents({ obproxy, agents }: { obproxy: string; agents: AgentView[] }) {
  const { t } = useTranslation("connections");
  const { t: proxies } = useTranslation("proxies");
  const [fold, setFold] = useState<"few" | "all">("few");
  if (agents.length === 0) return null;
  const answering = agents.filter(({ state }) => state === "answers").length;
  const asked = agents.some(({ state }) => state !== "notAsked");
  const few = agents.filter(
    ({ state }, index) => index < FEW || (state !== "answers" && state !== "notAsked" && state !== "silent"),
  );
  const shown = fold === "all" || agents.length === FEW + 1 ? agents : few;
  const counts = { n: answering, total: agents.length };
  return (
    <section>
      <div className={classes.headed}>
        <h3 className={classes.heading}>
          {t("agents")}{" "}
          <span className={classes.tally}>
            {t(asked ? (answering === agents.length ? "allAnswer" : "someAnswer") : "notAsked", counts)}
          </span>
        </h3>
        <Link href={obproxy} className="sm">
          {proxies("obproxy")}
        </Link>
      </div>
      <ul>
        {shown.map((agent) => (
          <Agent key={agent.address} agent={agent} />
        ))}
      </ul>
      {agents.length > shown.length || (fold === "all" && agents.length > FEW + 1) ? (
        <button type="button" className={classes.more} onClick={() => setFold(fold === "few" ? "all" : "few")}>
          {fold === "few" ? t("more", { n: agents.length - shown.length }) : t("fewer")}
        </button>
      ) : null}
    </section>
  );
}

function Agent({ agent }: { agent: AgentView }) {
  const { t } = useTranslation("connections");
  const { address, zone, identity, state, latencyMs, problem } = agent;
  const word = t(`agentState.${state}`);
  const title = [address, identity, zone, word, problem?.message].filter(Boolean).join("\n");
  return (
    <li className={classes.agent} title={title}>
      <StateIcon state={agentIcon(state)} label={word} />
      <span className="mono cut selectable">{address}</span>
      <span className="t3 cut">{zone}</span>
      <span className={classes.latency}>
        {state === "answers" && latencyMs !== null ? `${Math.round(latencyMs)} ms` : state === "notAsked" ? "" : word}
      </span>
    </li>
  );
}

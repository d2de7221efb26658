import { useRef } from "react";

import type { AgentObproxyForm, ConnectionView, ProxyHost } from "../../../../ipc/generated";
import { withAgents } from "./changes";
import { firstValues } from "./first-values";

type Edit = (change: (form: AgentObproxyForm) => AgentObproxyForm) => void;

/** Takes agents in and out, and remembers what those that go out had of their own. */
export function useChoose(edit: Edit, connection: ConnectionView | null) {
  const left = useRef(new Map<string, ProxyHost>());
  const known = connection?.agents.map(({ address }) => address) ?? [];
  return (agents: (form: AgentObproxyForm) => readonly string[]) =>
    edit((now) => {
      const chosen = agents(now);
      for (const host of now.agents) left.current.set(host.agent, host);
      return withAgents(now, chosen, (agent, form) => left.current.get(agent) ?? firstValues(agent, form, known));
    });
}

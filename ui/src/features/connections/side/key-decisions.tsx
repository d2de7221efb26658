import { useState } from "react";

import type { AgentView } from "../../../ipc/generated";
import { KeyDecision } from "./key-decision";

/** One open at a time: after an upgrade it may be the key of every agent. */
export function KeyDecisions({ agents }: { agents: AgentView[] }) {
  const changed = agents.flatMap(({ address, keyChange }) => (keyChange === null ? [] : [{ address, keyChange }]));
  const [chosen, setChosen] = useState<string | "none" | "first">("first");
  const known = chosen === "none" || changed.some(({ address }) => address === chosen);
  const open = known ? chosen : changed[0]?.address;
  return changed.map(({ address, keyChange }) => (
    <KeyDecision
      key={`${address} ${keyChange.offered}`}
      address={address}
      change={keyChange}
      folded={address !== open}
      onKeep={() => setChosen("none")}
      onDecide={() => setChosen(address)}
    />
  ));
}

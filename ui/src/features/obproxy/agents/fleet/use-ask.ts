import { useState } from "react";
import { useLocation } from "wouter";

import { callCommand } from "../../../../ipc/client";
import { toIpcError } from "../../../../ipc/failure";
import type { ConnectionView, IpcError, ObproxyDraft } from "../../../../ipc/generated";
import { usePlatform } from "../../../../platform/context";
import type { Act } from "../model/fleet";

/** What the user wants done, and with which agents. */
export type Asked = { act: Exclude<Act, "create">; agents: string[] };

export type Ask = {
  asked: Asked | null;
  /** Why a wizard could not be begun. */
  failed: IpcError | null;
  start: (act: Act, agents: string[]) => void;
  /** Goes on with another act, in place of the one before. */
  close: () => void;
};

/** From a button to the dialog or the wizard it leads to. */
export function useAsk({ id: connectionId }: ConnectionView): Ask {
  const platform = usePlatform();
  const [, navigate] = useLocation();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [failed, setFailed] = useState<IpcError | null>(null);
  const begin = async (agents: string[]) => {
    const draft = await callCommand(platform, "create_obproxy_draft", { connectionId });
    await callCommand(platform, "save_obproxy_draft", { draft: withAgents(draft, agents) });
    navigate(`/obproxy/new/${draft.id}`);
  };
  return {
    asked,
    failed,
    start: (act, agents) => {
      setFailed(null);
      if (act === "create") begin(agents).catch((thrown: unknown) => setFailed(toIpcError(thrown)));
      else setAsked({ act, agents });
    },
    close: () => setAsked(null),
  };
}

function withAgents(draft: ObproxyDraft, agents: string[]): ObproxyDraft {
  const { form } = draft;
  if (form.type !== "agents") return draft;
  const hosts = agents.map((agent) => {
    const known = form.agents.find((host) => host.agent === agent);
    return known ?? { agent, homePath: "", sqlPort: "", exporterPort: "", rpcPort: "" };
  });
  return { ...draft, form: { ...form, agents: hosts } };
}

import type { AgentProxy, ConnectionView } from "../../../../ipc/generated";
import { offOf } from "../model/fleet";
import { ProxyActionDialog } from "../impact/proxy-action-dialog";
import { UpgradeDialog } from "../impact/upgrade-dialog";
import { UploadDialog } from "../upload/upload-dialog";
import type { Ask } from "./use-ask";

type Props = { connection: ConnectionView; agents: AgentProxy[]; ask: Ask; onDone: () => void };

/** The dialog of what was asked for. */
export function FleetDialogs({ connection, agents, ask, onDone }: Props) {
  const { asked, close } = ask;
  if (asked === null) return null;
  const { id, settings, guard } = connection;
  const under = { connectionId: id, name: settings.name, guard };
  const chosen = agents.filter(({ agent }) => asked.agents.includes(agent));
  switch (asked.act) {
    case "upload":
      return (
        <UploadDialog
          guard={under}
          connectionId={id}
          agents={asked.agents}
          managing={agents.filter(({ deeds }) => offOf(deeds, "upgrade") === null).map(({ agent }) => agent)}
          onUpgrade={(able) => ask.start("upgrade", able)}
          onDone={onDone}
          onClose={close}
        />
      );
    case "upgrade":
      return <UpgradeDialog guard={under} connectionId={id} proxies={chosen} onClose={close} />;
    case "start":
    case "stop":
    case "delete":
      return (
        <ProxyActionDialog guard={under} connectionId={id} act={asked.act} agents={asked.agents} onClose={close} />
      );
  }
}

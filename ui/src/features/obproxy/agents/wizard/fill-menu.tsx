import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { StateIcon } from "../../../../shared/state/state-icon";
import { Button } from "../../../../shared/ui/button";
import { ErrorNote } from "../../../../shared/ui/error-note";
import { useConnections } from "../../../connections/live/use-connections";
import { useAgentWizard } from "./context";
import classes from "./steps.module.css";
import { useTopology } from "./use-topology";

/** Takes the list of servers from a cluster that a connection in use knows; its own cluster has a button to itself. */
export function FillMenu({ onServers }: { onServers: (servers: string[]) => void }) {
  const { t } = useTranslation("proxies");
  const { connection } = useAgentWizard();
  const { connections } = useConnections();
  const { topology, read } = useTopology(onServers);
  const known = (connections ?? []).filter(({ settings, state }) => settings.kind === "cluster" && state.live);
  const own = known.find(({ id }) => id === connection?.id);
  const others = known.filter((one) => one !== own);
  return (
    <div className={classes.fill}>
      {own !== undefined && (
        <Button size="sm" icon="download" onClick={() => read(own)}>
          {t("wizard.fillFrom", { name: own.settings.name })}
        </Button>
      )}
      {others.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="sm" icon={own === undefined ? "download" : "more"}>
              {t(own === undefined ? "wizard.fill" : "wizard.fillOther")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((one) => (
              <Menu.Item key={one.id} onClick={() => read(one)}>
                <bdi>{one.settings.name}</bdi>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {known.length === 0 && <span className="t3 sm">{t("wizard.fillNone")}</span>}
      {topology.type === "reading" && (
        <span className="t2 sm" role="status">
          <StateIcon state="running" size={12} /> {t("wizard.fillReading", { name: topology.name })}
        </span>
      )}
      {topology.type === "none" && (
        <span className="t2 sm" role="status">
          {t("wizard.fillEmpty", { name: topology.name })}
        </span>
      )}
      {topology.type === "filled" && (
        <span className="t2 sm" role="status">
          {t("wizard.filled", { count: topology.count, name: topology.name })}
        </span>
      )}
      {topology.type === "failed" && <ErrorNote error={topology.problem} />}
    </div>
  );
}

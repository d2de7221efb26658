import { useTranslation } from "react-i18next";

import type { ConnectionView } from "../../ipc/generated";
import { needsYou } from "../connections/model/state";
import { Decisions } from "../connections/side/decisions";
import classes from "./overview.module.css";

/** What keeps the cluster from being read, with the way out: the same decisions as on the list of connections. */
export function Troubles({ connection, onContact }: { connection: ConnectionView; onContact: () => void }) {
  const { t } = useTranslation("clusters");
  const { state, agents } = connection;
  const differs = agents.some((agent) => agent.state === "addressDiffers");
  const stopped = needsYou(connection) && state.kind !== "taskStopped" && state.kind !== "observerDown";
  if (!stopped && state.problem === null && state.kind !== "vaultLocked" && !differs) return null;
  return (
    <div className={classes.troubles}>
      <h2 className="sr">{t("troubles")}</h2>
      <Decisions connection={connection} onContact={onContact} />
    </div>
  );
}

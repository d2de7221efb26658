import { Checkbox } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ObproxyCluster, ObproxyDeedView, ObproxyOff, ObproxyServer } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { Ago } from "../../../shared/time/ago";
import { type Ask, deedsOfAll } from "../actions/ask";
import { DeedButton } from "../actions/deed-button";
import { DeedMenu } from "../actions/deed-menu";
import classes from "./cluster.module.css";

type Props = { cluster: ObproxyCluster; onAsk: (ask: Ask) => void };

/** Every server, and what can be done with those that are ticked. */
export function Servers({ cluster: { servers, deeds }, onAsk }: Props) {
  const { t } = useTranslation("obproxy");
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const chosen = servers.filter(({ id }) => ticked.has(id));
  const ids = chosen.map(({ id }) => id);
  const set = (id: string, on: boolean) =>
    setTicked((before) => {
      const next = new Set(before);
      if (on) next.add(id);
      else next.delete(id);
      return next;
    });
  const possible = chosen.length === 0 ? [] : deedsOfAll(chosen);
  const remove = deeds.find(({ deed }) => deed === "delete");
  if (servers.length === 0) {
    return (
      <p className={classes.none}>
        {t("servers.none")} {remove?.off === null && t("servers.noneDelete")}
      </p>
    );
  }
  return (
    <>
      <div className={classes.bar} role="toolbar" aria-label={t("servers.actions")}>
        <span className={classes.chosen} role="status">
          {chosen.length === 0 ? t("servers.choose") : t("servers.chosen", { count: chosen.length })}
        </span>
        {possible.map((view) => (
          <DeedButton
            key={view.deed}
            size="sm"
            view={view}
            reasonShown="elsewhere"
            onDo={() => onAsk({ deed: view.deed, serverIds: ids })}
          />
        ))}
      </div>
      <Reasons views={possible} />
      <table className={classes.table}>
        <thead>
          <tr>
            <th className={classes.tick}>
              <Checkbox
                aria-label={t("servers.all")}
                checked={chosen.length === servers.length}
                indeterminate={chosen.length > 0 && chosen.length < servers.length}
                onChange={(event) => setTicked(new Set(event.currentTarget.checked ? servers.map(({ id }) => id) : []))}
              />
            </th>
            <th>{t("column.ip")}</th>
            <th>{t("column.idc")}</th>
            <th>{t("column.status")}</th>
            <th>{t("column.version")}</th>
            <th>{t("column.arch")}</th>
            <th className={classes.number}>{t("column.sqlPort")}</th>
            <th className={classes.number}>{t("column.exporterPort")}</th>
            <th>{t("column.active")}</th>
            <th className={classes.end}>
              <span className="sr">{t("column.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {servers.map((server) => (
            <tr key={server.id} data-chosen={ticked.has(server.id) || undefined}>
              <td>
                <Checkbox
                  aria-label={t("servers.tick", { ip: server.ip })}
                  checked={ticked.has(server.id)}
                  onChange={(event) => set(server.id, event.currentTarget.checked)}
                />
              </td>
              <td className="mono selectable">{server.ip}</td>
              <td>{server.idc}</td>
              <td>
                <Status server={server} />
              </td>
              <td>{server.version}</td>
              <td>{server.architecture}</td>
              <td className={classes.number}>{server.sqlPort}</td>
              <td className={classes.number}>{server.exporterPort}</td>
              <td className="t2">{server.lastActiveAt !== null && <Ago at={server.lastActiveAt} />}</td>
              <td className={classes.end}>
                <DeedMenu
                  label={t("servers.menu", { ip: server.ip })}
                  size="sm"
                  about="these"
                  deeds={server.deeds}
                  onDo={(deed) => onAsk({ deed, serverIds: [server.id] })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Why some are off, each reason once. */
function Reasons({ views }: { views: ObproxyDeedView[] }) {
  const { t } = useTranslation("obproxy");
  const { t: notices } = useTranslation("notices");
  const reasons = [...new Set(views.flatMap(({ off }) => (off === null ? [] : [off])))];
  if (reasons.length === 0) return null;
  const deedsOff = (reason: ObproxyOff) =>
    views.filter(({ off }) => off === reason).map(({ deed }) => t(`deed.${deed}`));
  return (
    <ul className={classes.lead}>
      {reasons.map((reason) => (
        <li key={reason}>
          {t("servers.off", { deeds: deedsOff(reason).join(notices("comma")), why: t(`off.${reason}`) })}
        </li>
      ))}
    </ul>
  );
}

function Status({ server }: { server: ObproxyServer }) {
  const { t } = useTranslation("obproxy");
  const { status, isRunning, isBusy, isBehind } = server;
  return (
    <span className={classes.state}>
      <StateIcon state={isBusy ? "running" : isRunning ? "succeeded" : "failed"} />
      {status}
      {isBehind && (
        <span className={classes.mark} title={t("servers.behindWhy")}>
          <StateIcon state="warning" size={12} />
          {t("servers.behind")}
        </span>
      )}
    </span>
  );
}

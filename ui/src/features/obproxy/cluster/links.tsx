import { useTranslation } from "react-i18next";

import type { ObproxyCluster } from "../../../ipc/generated";
import { Tag } from "../../../shared/ui/chip";
import { StateIcon } from "../../../shared/state/state-icon";
import type { Ask } from "../actions/ask";
import { DeedButton } from "../actions/deed-button";
import classes from "./cluster.module.css";

type Props = { cluster: ObproxyCluster; onAsk: (ask: Ask) => void };

/** The OceanBase clusters that clients reach through it; two of one name differ in their ids. */
export function Links({ cluster: { links, deeds }, onAsk }: Props) {
  const { t } = useTranslation("obproxy");
  const add = deeds.find(({ deed }) => deed === "addLink");
  const remove = deeds.find(({ deed }) => deed === "removeLink");
  return (
    <>
      <div className={classes.bar}>
        {add !== undefined && <DeedButton view={add} onDo={() => onAsk({ deed: "addLink" })} />}
      </div>
      {links.length === 0 ? (
        <p className={classes.none}>{t("links.none")}</p>
      ) : (
        <table className={classes.table}>
          <thead>
            <tr>
              <th>{t("column.obCluster")}</th>
              <th className={classes.number}>{t("column.ocpId")}</th>
              <th className={classes.number}>{t("column.obClusterId")}</th>
              <th>{t("column.user")}</th>
              <th>{t("column.status")}</th>
              <th className={classes.number}>{t("column.connections")}</th>
              <th className={classes.end}>
                <span className="sr">{t("column.actions")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {links.map((link) => (
              <tr key={`${link.clusterId} ${link.clusterName}`}>
                <td className="med">
                  {link.clusterName} {link.isStandby && <Tag weak>{t("standby")}</Tag>}
                </td>
                <td className={`${classes.number} mono`}>{link.clusterId}</td>
                <td className={`${classes.number} mono`}>{link.obClusterId}</td>
                <td>{link.username}</td>
                <td>
                  <span className={classes.state}>
                    <StateIcon state={link.status === "RUNNING" ? "succeeded" : "warning"} />
                    {link.status}
                  </span>
                </td>
                <td className={classes.number}>{link.connections ?? "–"}</td>
                <td className={classes.end}>
                  {remove !== undefined && remove.off === null && (
                    <DeedButton
                      size="sm"
                      view={remove}
                      name={t("links.remove", { name: link.clusterName })}
                      onDo={() => onAsk({ deed: "removeLink", clusterName: link.clusterName })}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {remove?.off != null && links.length > 0 && (
        <p className={classes.none}>{t("links.removeOff", { why: t(`off.${remove.off}`) })}</p>
      )}
    </>
  );
}

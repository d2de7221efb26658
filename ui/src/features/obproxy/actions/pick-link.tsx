import { useId } from "react";
import { useTranslation } from "react-i18next";

import type { ChosenLink } from "../../../ipc/generated";
import { Tag } from "../../../shared/ui/chip";
import { Field, TextInput } from "../../../shared/ui/field";
import { LookUpNotes } from "../look-up/look-up-notes";
import { useOcpObClusters } from "../look-up/use-look-up";
import tables from "../wizard/tables.module.css";
import classes from "./actions.module.css";

type Props = {
  connectionId: string;
  /** Ids, in OCP, of those that are linked already. */
  linked: string[];
  link: ChosenLink | null;
  onChange: (link: ChosenLink) => void;
};

/** Which OceanBase cluster, told apart by both ids, and as whom. */
export function PickLink({ connectionId, linked, link, onChange }: Props) {
  const { t } = useTranslation("obproxy");
  const group = useId();
  const look = useOcpObClusters(connectionId);
  return (
    <>
      <fieldset className={classes.pick}>
        <legend>{t("column.obCluster")}</legend>
        <LookUpNotes state={look.data?.state ?? null} problem={look.problem} onRetry={look.refresh} />
        {look.data === null && look.problem === null && <p role="status">{t("clusters.reading")}</p>}
        <div className={classes.list}>
          {(look.data?.clusters ?? []).map((cluster) => {
            const isLinked = linked.includes(cluster.id);
            return (
              <div key={cluster.id} className={classes.option} data-off={isLinked || undefined}>
                <label>
                  <input
                    type="radio"
                    className={tables.radio}
                    name={group}
                    disabled={isLinked}
                    checked={link?.clusterId === cluster.id}
                    onChange={() =>
                      onChange({
                        clusterName: cluster.name,
                        clusterId: cluster.id,
                        obClusterId: cluster.obClusterId,
                        username: link?.username ?? "proxyro",
                      })
                    }
                  />
                  <span className="cut">{cluster.name}</span>
                  {cluster.isStandby && <Tag weak>{t("standby")}</Tag>}
                </label>
                <span className={classes.verdict}>
                  {isLinked ? t("pick.linked") : t("clusters.ids", { id: cluster.id, obId: cluster.obClusterId })}
                </span>
              </div>
            );
          })}
        </div>
      </fieldset>
      {link !== null && (
        <Field label={t("clusters.user")} hint={t("clusters.userHint")}>
          {(wiring) => (
            <TextInput
              {...wiring}
              value={link.username}
              onChange={(event) => onChange({ ...link, username: event.currentTarget.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}

import { useTranslation } from "react-i18next";

import type { CapacityChange } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { formatBytes } from "../../../shared/time/format";
import classes from "./dialog.module.css";

type Props = {
  capacity: CapacityChange;
  /** Whether a majority stays is said elsewhere. */
  told: boolean;
};

/** What serves now and after, and whether a majority stays. */
export function Capacity({ capacity, told }: Props) {
  const { t } = useTranslation("clusters");
  const { serversBefore, serversAfter, zonesBefore, zonesAfter, zonesNeeded } = capacity;
  const { cpuBefore, cpuAfter, memoryBefore, memoryAfter } = capacity;
  const held = zonesAfter >= zonesNeeded;
  const rows = [
    [t("impact.zonesServe"), String(zonesBefore), String(zonesAfter)],
    [t("impact.servers"), String(serversBefore), String(serversAfter)],
    [t("impact.cpu"), cores(cpuBefore), cores(cpuAfter)],
    [t("impact.memory"), formatBytes(memoryBefore), formatBytes(memoryAfter)],
  ] as const;
  return (
    <div>
      {!told && zonesAfter < zonesBefore && (
        <p className={classes.majority} data-held={held}>
          <StateIcon state={held ? "succeeded" : "failed"} />
          {t("impact.majority", { before: zonesBefore, after: zonesAfter, needed: zonesNeeded })}
        </p>
      )}
      <table className={classes.capacity}>
        <thead>
          <tr>
            <th scope="col">{t("impact.capacity")}</th>
            <th scope="col">{t("impact.before")}</th>
            <th scope="col">{t("impact.after")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, before, after]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{before}</td>
              <td data-changed={before !== after || undefined}>{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cores(value: number): string {
  return value.toFixed(1).replace(/\.0$/, "");
}

import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { OperationView } from "../../../ipc/generated";
import { countHosts } from "../model/filter";
import classes from "./view-bar.module.css";

type Props = { operation: OperationView; host: string | null; onHost: (host: string | null) => void };

/** One host alone, out of those that the steps run on. */
export function HostSelect({ operation, host, onHost }: Props) {
  const { t } = useTranslation("tasks");
  const hosts = useMemo(() => countHosts(operation), [operation]);
  if (hosts.length < 2) return null;
  return (
    <select
      className={classes.host}
      aria-label={t("filter.hosts")}
      data-chosen={host !== null || undefined}
      value={host ?? ""}
      onChange={({ currentTarget: { value } }) => onHost(value === "" ? null : value)}
    >
      <option value="">{t("filter.allHosts", { n: hosts.length })}</option>
      {hosts.map(({ host: address, zone, steps }) => (
        <option key={address} value={address}>
          {t("filter.host", { host: address, zone, n: steps })}
        </option>
      ))}
    </select>
  );
}

import { memo, useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { ClusterView } from "../../../ipc/generated";
import { hostsOf } from "../model/state";
import { Connect } from "./connect";
import { Differs } from "./differs";
import classes from "./side.module.css";
import { Tenants } from "./tenants";

type Props = {
  cluster: ClusterView;
  /** Nothing of it is read any more. */
  old: boolean;
};

/** What is known of the cluster besides its hosts. */
export const SidePanel = memo(function SidePanel({ cluster: { stage, zones, tenants }, old }: Props) {
  const { t } = useTranslation("clusters");
  const hosts = useMemo(() => hostsOf(zones), [zones]);
  return (
    <aside className={classes.side} aria-label={t("side.label")}>
      {stage === "cluster" && <Tenants tenants={tenants} old={old} />}
      <Differs hosts={hosts} />
      {stage === "cluster" && <Connect hosts={hosts} />}
    </aside>
  );
});

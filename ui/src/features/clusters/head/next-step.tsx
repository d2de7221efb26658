import { useTranslation } from "react-i18next";

import type { ClusterView } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import { hostsOf } from "../model/state";
import classes from "./head.module.css";

/** Before there is a cluster: where one stands, and what comes next. */
export function NextStep({ cluster }: { cluster: ClusterView }) {
  const { t } = useTranslation("clusters");
  const hosts = hostsOf(cluster.zones);
  const [first] = hosts;
  if (first === undefined) return null;
  const words =
    hosts.length === 1
      ? t("next.single", { agent: first.address })
      : hosts.some(({ identity }) => identity === "MASTER")
        ? t("next.several", { count: hosts.length })
        : t("next.loose");
  return (
    <p className={classes.next}>
      <Icon name="info" />
      <span>
        <b>{t("next.initTitle")}</b> {words}
      </span>
    </p>
  );
}

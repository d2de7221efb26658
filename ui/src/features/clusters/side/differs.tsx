import { useTranslation } from "react-i18next";

import type { HostView } from "../../../ipc/generated";
import { type Difference, differencesOf } from "../model/differs";
import classes from "./side.module.css";

/** Up to here hosts are named instead of counted. */
const NAMED_UP_TO = 2;

/** In what the hosts are not alike. */
export function Differs({ hosts }: { hosts: HostView[] }) {
  const { t, i18n } = useTranslation("clusters");
  const differences = differencesOf(hosts);
  const words = ({ values }: Difference) =>
    values
      .map(({ value, hosts: on }, index) =>
        index > 0 && on.length <= NAMED_UP_TO
          ? t("side.onHosts", { value, hosts: on.join(", ") })
          : t("side.on", { value, count: on.length }),
      )
      .join(i18n.language === "zh" ? "；" : ", ");
  if (hosts.length < 2) return null;
  return (
    <section>
      <h3 className={classes.heading}>
        {t("side.differs")} <span className={classes.tally}>{differences.length}</span>
      </h3>
      {differences.length === 0 && <p className={classes.none}>{t("side.same")}</p>}
      {differences.map((difference) => (
        <div key={difference.field} className={classes.difference}>
          <span className={`mono ${classes.field}`}>{t(`side.field.${difference.field}`)}</span>
          <p>{words(difference)}</p>
        </div>
      ))}
    </section>
  );
}

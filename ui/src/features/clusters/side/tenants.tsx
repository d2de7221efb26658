import { useTranslation } from "react-i18next";

import type { TenantView } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { CutName } from "../../../shared/ui/cut-name";
import classes from "./side.module.css";

const BUSY_PERCENT = 85;

export function Tenants({ tenants }: { tenants: TenantView[] }) {
  const { t } = useTranslation("clusters");
  return (
    <section>
      <h3 className={classes.heading}>
        {t("side.tenants")} <span className={classes.tally}>{tenants.length}</span>
      </h3>
      {tenants.length === 0 && <p className={classes.none}>{t("side.noTenants")}</p>}
      <ul>
        {tenants.map((tenant) => (
          <Tenant key={tenant.name} tenant={tenant} />
        ))}
      </ul>
    </section>
  );
}

function Tenant({ tenant: { name, mode, status, cpuPercent } }: { tenant: TenantView }) {
  const { t } = useTranslation("clusters");
  const usual = status === "" || status === "NORMAL";
  const busy = cpuPercent !== null && cpuPercent >= BUSY_PERCENT;
  return (
    <li className={classes.tenant} title={status}>
      <StateIcon state={!usual || busy ? "warning" : "succeeded"} label={status === "" ? name : status} />
      <CutName name={name} />
      <span className="t3">{usual ? mode : status}</span>
      <span className={classes.percent}>
        {cpuPercent === null ? "" : t("side.cpu", { percent: Math.round(cpuPercent) })}
      </span>
    </li>
  );
}

import { useTranslation } from "react-i18next";

import type { TenantView } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { CutName } from "../../../shared/ui/cut-name";
import classes from "./side.module.css";

const BUSY_PERCENT = 85;

export function Tenants({ tenants, old }: { tenants: TenantView[]; old: boolean }) {
  const { t } = useTranslation("clusters");
  return (
    <section>
      <h3 className={classes.heading}>
        {t("side.tenants")} <span className={classes.tally}>{tenants.length}</span>
      </h3>
      {tenants.length === 0 && <p className={classes.none}>{t("side.noTenants")}</p>}
      <ul>
        {tenants.map((tenant) => (
          <Tenant key={tenant.name} tenant={tenant} old={old} />
        ))}
      </ul>
    </section>
  );
}

function Tenant({ tenant: { name, mode, status, cpuPercent }, old }: { tenant: TenantView; old: boolean }) {
  const { t } = useTranslation("clusters");
  const usual = status === "" || status === "NORMAL";
  const busy = cpuPercent !== null && cpuPercent >= BUSY_PERCENT;
  const state = old ? "unknown" : !usual || busy ? "warning" : "succeeded";
  return (
    <li className={classes.tenant} title={status}>
      <StateIcon state={state} label={status === "" ? name : status} />
      <CutName name={name} />
      <span className="t3">{usual ? mode : status}</span>
      <span className={classes.percent}>
        {cpuPercent === null ? "" : t("side.cpu", { percent: Math.round(cpuPercent) })}
      </span>
    </li>
  );
}

import { useTranslation } from "react-i18next";

import { StepHead } from "../../../shared/wizard/wizard-shell";
import { useOcpWizard } from "./context";
import { FormField } from "./form-field";
import { HostTable } from "./host-table";
import { PackageTable } from "./package-table";
import classes from "./wizard.module.css";

/** Where it is installed, which version, on which ports. */
export function HostsStep() {
  const { t } = useTranslation("obproxy");
  const { form, edit, connection } = useOcpWizard();
  return (
    <>
      <StepHead title={t("step.hosts")} lead={t("hosts.lead")} />
      <div className={classes.body}>
        <HostTable />
        <PackageTable />
        <section aria-labelledby="obproxy-ports">
          <h2 id="obproxy-ports" className={classes.sectionTitle}>
            {t("port.title")}
          </h2>
          <div className={classes.ports}>
            <FormField
              field="sqlPort"
              numeric
              label={t("port.sql")}
              hint={t("port.sqlHint")}
              value={form.sqlPort}
              onChange={(sqlPort) => edit((now) => ({ ...now, sqlPort }))}
            />
            <FormField
              field="exporterPort"
              numeric
              label={t("port.exporter")}
              hint={t("port.exporterHint")}
              value={form.exporterPort}
              onChange={(exporterPort) => edit((now) => ({ ...now, exporterPort }))}
            />
            {connection?.settings.ocp.undocumented === true && (
              <FormField
                field="rpcPort"
                numeric
                label={t("port.rpc")}
                hint={t("port.rpcHint")}
                placeholder="2885"
                value={form.rpcPort}
                onChange={(rpcPort) => edit((now) => ({ ...now, rpcPort }))}
              />
            )}
          </div>
          {connection?.settings.ocp.undocumented === false && <p className={classes.aside}>{t("port.rpcOff")}</p>}
        </section>
      </div>
    </>
  );
}

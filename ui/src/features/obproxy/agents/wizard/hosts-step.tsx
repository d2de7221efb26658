import { useTranslation } from "react-i18next";

import { Note } from "../../../../shared/ui/field";
import { StepHead } from "../../../../shared/wizard/wizard-shell";
import { AgentsTable } from "./agents-table";
import { PORTS } from "./changes";
import { useAgentWizard, useFieldNote } from "./context";
import { FormField } from "./form-field";
import classes from "./steps.module.css";

/** Which agents, and where the OBProxy is on their hosts. */
export function HostsStep() {
  const { t } = useTranslation("proxies");
  const { form, edit } = useAgentWizard();
  const note = useFieldNote("agents");
  return (
    <>
      <StepHead title={t("wizard.steps.hosts")} lead={t("wizard.hostsLead")} />
      <div className={classes.body}>
        <div className={classes.form}>
          <FormField
            field="homePath"
            label={t("wizard.home")}
            hint={t("wizard.homeHint")}
            mono
            value={form.homePath}
            placeholder="/home/admin/obproxy"
            onChange={(homePath) => edit((now) => ({ ...now, homePath }))}
          />
          <FormField
            field="name"
            label={t("wizard.name")}
            hint={t("wizard.nameHint")}
            value={form.name}
            onChange={(name) => edit((now) => ({ ...now, name }))}
          />
          <div className={classes.ports}>
            {PORTS.map(({ field, usual }) => (
              <FormField
                key={field}
                field={field}
                label={t(`wizard.${field}`)}
                hint={t(`wizard.${field}Hint`, { usual })}
                numeric
                value={form[field]}
                placeholder={usual}
                onChange={(port) => edit((now) => ({ ...now, [field]: port }))}
              />
            ))}
          </div>
        </div>
        {note !== null && <Note note={note} />}
        <AgentsTable />
      </div>
    </>
  );
}

import { useTranslation } from "react-i18next";

import type { WorkMode } from "../../../ipc/generated";
import { Choice } from "../../../shared/ui/choice";
import { SecretSlot } from "../../../shared/secret/secret-slot";
import { StepHead } from "../../../shared/wizard/wizard-shell";
import { useProtection } from "../../wizards/draft/use-protection";
import { useFieldNote, useOcpWizard } from "./context";
import { WORK_MODES } from "./form";
import { FormField } from "./form-field";
import classes from "./wizard.module.css";

const MODES: WorkMode[] = ["configUrl", "rsList"];

/** What it is called, where clients find it, and how it finds its clusters. */
export function BasicsStep() {
  const { t } = useTranslation("obproxy");
  const { form, edit, connection } = useOcpWizard();
  return (
    <>
      <StepHead title={t("step.basics")} lead={t("basics.lead", { ocp: connection?.settings.name ?? "OCP" })} />
      <div className={classes.body}>
        <div className={classes.narrow}>
          <FormField
            field="name"
            label={t("basics.name")}
            hint={t("basics.nameHint")}
            value={form.name}
            onChange={(name) => edit((now) => ({ ...now, name }))}
          />
        </div>
        <div className={classes.address}>
          <FormField
            field="address"
            mono
            label={t("basics.address")}
            hint={t("basics.addressHint")}
            value={form.address}
            onChange={(address) => edit((now) => ({ ...now, address }))}
          />
          <FormField
            field="port"
            numeric
            label={t("basics.port")}
            hint={t("basics.portHint")}
            value={form.port}
            onChange={(port) => edit((now) => ({ ...now, port }))}
          />
        </div>
        <Choice
          look="boxes"
          label={t("basics.mode")}
          value={form.workMode}
          options={MODES.map((value) => ({ value, label: WORK_MODES[value], hint: t(`basics.modes.${value}`) }))}
          onChange={(workMode) => edit((now) => ({ ...now, workMode }))}
        />
        {connection !== null && <Undocumented offered={connection.settings.ocp.undocumented} />}
      </div>
    </>
  );
}

/** What no document of OCP describes: offered only where the connection says so. */
function Undocumented({ offered }: { offered: boolean }) {
  const { t } = useTranslation("obproxy");
  const { form, edit, editor } = useOcpWizard();
  const protection = useProtection();
  const { t: connections } = useTranslation("connections");
  const proxysys = useFieldNote("proxysysPassword");
  const proxyro = useFieldNote("proxyroPassword");
  if (!offered) return <p className={classes.aside}>{t("basics.undocumentedOff")}</p>;
  const set = connections(`form.passwordSet.${protection}`);
  return (
    <section aria-labelledby="obproxy-undocumented" className={classes.group}>
      <h2 id="obproxy-undocumented">{t("basics.undocumented")}</h2>
      <p className="t2">{t("basics.undocumentedLead")}</p>
      <SecretSlot
        label={t("basics.proxysys")}
        set={set}
        hint={t("basics.proxysysHint")}
        secret={form.proxysysPassword}
        note={proxysys}
        onSecret={(proxysysPassword) => edit((now) => ({ ...now, proxysysPassword }))}
        onHold={editor.hold}
      />
      <SecretSlot
        label={t("basics.proxyro")}
        set={set}
        hint={t("basics.proxyroHint")}
        secret={form.proxyroPassword}
        note={proxyro}
        onSecret={(proxyroPassword) => edit((now) => ({ ...now, proxyroPassword }))}
        onHold={editor.hold}
      />
      <div className={classes.address}>
        <FormField
          field="installPath"
          mono
          label={t("basics.installPath")}
          hint={t("basics.installPathHint")}
          placeholder="/home/admin/obproxy"
          value={form.installPath}
          onChange={(installPath) => edit((now) => ({ ...now, installPath }))}
        />
        <FormField
          field="runUser"
          label={t("basics.runUser")}
          hint={t("basics.runUserHint")}
          placeholder="admin"
          value={form.runUser}
          onChange={(runUser) => edit((now) => ({ ...now, runUser }))}
        />
      </div>
    </section>
  );
}

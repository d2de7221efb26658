import { Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { Field, TextInput } from "../../../shared/ui/field";
import { StepHead } from "../../../shared/wizard/wizard-shell";
import { withCluster } from "../draft/changes";
import { useFieldNote, useWizard } from "../draft/context";
import classes from "./cluster-step.module.css";
import { EnvironmentChoice } from "./environment-choice";
import { StoredPassword } from "./stored-password";

export function ClusterStep() {
  const { t } = useTranslation("wizard");
  const { editor, draft } = useWizard();
  const { cluster } = draft;
  const nameNote = useFieldNote("cluster.name");
  const idNote = useFieldNote("cluster.id");
  return (
    <>
      <StepHead title={t("steps.cluster")} lead={t("cluster.lead")} />
      <div className={classes.form}>
        <EnvironmentChoice
          value={draft.environment}
          onChange={(environment) => editor.edit((now) => ({ ...now, environment }))}
        />
        <div className={classes.pair}>
          <Field label={t("cluster.name")} hint={nameNote === null ? t("cluster.nameHint") : undefined} note={nameNote}>
            {(wiring) => (
              <TextInput
                {...wiring}
                data-field="cluster.name"
                value={cluster.name}
                onChange={(event) => {
                  const name = event.currentTarget.value;
                  editor.edit((now) => withCluster(now, { name }));
                }}
                onBlur={() => void editor.flush()}
              />
            )}
          </Field>
          <Field label={t("cluster.id")} hint={idNote === null ? t("cluster.idHint") : undefined} note={idNote}>
            {(wiring) => (
              <TextInput
                {...wiring}
                inputMode="numeric"
                data-field="cluster.id"
                value={cluster.id}
                onChange={(event) => {
                  const id = event.currentTarget.value;
                  editor.edit((now) => withCluster(now, { id }));
                }}
                onBlur={() => void editor.flush()}
              />
            )}
          </Field>
        </div>
        <StoredPassword
          label={t("cluster.rootPassword")}
          field="cluster.rootPassword"
          secret={cluster.rootPassword}
          into={(now, rootPassword) => withCluster(now, { rootPassword })}
        />
        <div className={classes.option}>
          <Switch
            label={t("cluster.proxyro")}
            description={t("cluster.proxyroHint")}
            checked={cluster.createProxyroUser}
            onChange={(event) => {
              const createProxyroUser = event.currentTarget.checked;
              editor.edit((now) => withCluster(now, { createProxyroUser }));
            }}
          />
          {cluster.createProxyroUser && (
            <div className={classes.inside}>
              <StoredPassword
                label={t("cluster.proxyroPassword")}
                field="cluster.proxyroPassword"
                secret={cluster.proxyroPassword}
                into={(now, proxyroPassword) => withCluster(now, { proxyroPassword })}
              />
            </div>
          )}
        </div>
        <div className={classes.option}>
          <Switch
            label={t("cluster.scripts")}
            description={t("cluster.scriptsHint")}
            checked={cluster.importScript}
            onChange={(event) => {
              const importScript = event.currentTarget.checked;
              editor.edit((now) => withCluster(now, { importScript }));
            }}
          />
        </div>
      </div>
    </>
  );
}

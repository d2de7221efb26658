import { Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { ExporterMember, LinkIds, OcpLogin, OcpOptions, ServerPathChoice } from "../../../ipc/generated";
import { Choice } from "../../../shared/ui/choice";
import { Field, TextInput } from "../../../shared/ui/field";
import { Segmented } from "../../../shared/ui/segmented";
import { USUAL_OCP } from "../model/ocp-options";
import classes from "./form.module.css";
import type { ChangeSettings, Form } from "./use-form";

type Props = { settings: Form["settings"]; onChange: ChangeSettings };

const LOGINS: OcpLogin[] = ["password", "accessKey"];
const EXPORTERS: ExporterMember[] = ["both", "exporterPort", "exportPort"];
const LINK_IDS: LinkIds[] = ["both", "obClusterIdOnly"];
const PATHS: ServerPathChoice[] = ["byVersion", "old", "new"];

/** With what an OCP is signed in to: decided before the password is asked for. */
export function OcpLoginChoice({ settings: { ocp }, onChange }: Props) {
  const { t } = useTranslation("connections");
  return (
    <Choice
      look="boxes"
      label={t("form.ocpApi.login")}
      value={ocp.login}
      options={LOGINS.map((value) => ({
        value,
        label: t(`form.ocpApi.logins.${value}`),
        hint: t(`form.ocpApi.loginHint.${value}`),
      }))}
      onChange={(login) =>
        onChange((now) => ({
          ...now,
          ocp: { ...now.ocp, login },
          // A secret key must not be tried as a password, nor the other way round.
          passwords: login === now.ocp.login ? now.passwords : { ...now.passwords, ocp: null },
        }))
      }
    />
  );
}

/** Where OCP's documents, or its releases, disagree; folded as long as it is all as they advise. */
export function OcpSection({ settings: { ocp }, onChange }: Props) {
  const { t } = useTranslation("connections");
  const set = (change: Partial<OcpOptions>) => onChange((now) => ({ ...now, ocp: { ...now.ocp, ...change } }));
  const usual = JSON.stringify({ ...ocp, login: USUAL_OCP.login }) === JSON.stringify(USUAL_OCP);
  return (
    <details className={classes.reach}>
      <summary>
        {t("form.ocpApi.title")} <span className="t3">{t(usual ? "form.ocpApi.usual" : "form.ocpApi.changed")}</span>
      </summary>
      <div className={classes.api}>
        <Field label={t("form.ocpApi.signingHost")} hint={t("form.ocpApi.signingHostHint")}>
          {(wiring) => (
            <TextInput
              {...wiring}
              mono
              value={ocp.signingHost}
              onChange={(event) => set({ signingHost: event.currentTarget.value })}
            />
          )}
        </Field>
        <Explained
          label={t("form.ocpApi.exporter")}
          hint={t("form.ocpApi.exporterHint")}
          value={ocp.exporter}
          options={EXPORTERS.map((value) => ({ value, label: t(`form.ocpApi.exporters.${value}`) }))}
          onChange={(exporter) => set({ exporter })}
        />
        <Explained
          label={t("form.ocpApi.linkIds")}
          hint={t("form.ocpApi.linkIdHint")}
          value={ocp.linkIds}
          options={LINK_IDS.map((value) => ({ value, label: t(`form.ocpApi.linkIdList.${value}`) }))}
          onChange={(linkIds) => set({ linkIds })}
        />
        <Explained
          label={t("form.ocpApi.serverPaths")}
          hint={t("form.ocpApi.serverPathHint")}
          value={ocp.serverPaths}
          options={PATHS.map((value) => ({ value, label: t(`form.ocpApi.serverPathList.${value}`) }))}
          onChange={(serverPaths) => set({ serverPaths })}
        />
        <Switch
          label={t("form.ocpApi.undocumented")}
          description={t("form.ocpApi.undocumentedHint")}
          checked={ocp.undocumented}
          onChange={(event) => set({ undocumented: event.currentTarget.checked })}
        />
      </div>
    </details>
  );
}

type ExplainedProps<T extends string> = {
  label: string;
  hint: string;
  value: T;
  options: { value: T; label: string }[];
  onChange: (value: T) => void;
};

function Explained<T extends string>({ label, hint, value, options, onChange }: ExplainedProps<T>) {
  return (
    <div>
      <p className={classes.label}>{label}</p>
      <Segmented size="md" label={label} value={value} options={options} onChange={onChange} />
      <p className={classes.hint}>{hint}</p>
    </div>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Choice } from "../../../../shared/ui/choice";
import { Field, Note, TextArea } from "../../../../shared/ui/field";
import { StepHead } from "../../../../shared/wizard/wizard-shell";
import { serversIn, withSource } from "./changes";
import { useAgentWizard, useFieldNote } from "./context";
import { FillMenu } from "./fill-menu";
import { FormField } from "./form-field";
import { ProxyPassword } from "./proxy-password";
import { problemAt } from "../../draft-problems";
import { useProblemText } from "./problem-text";
import classes from "./steps.module.css";

/** Which cluster the OBProxy serves, and the two passwords. */
export function ClusterStep() {
  const { t } = useTranslation("proxies");
  const { form, edit } = useAgentWizard();
  const { source } = form;
  const note = useFieldNote("source");
  return (
    <>
      <StepHead title={t("wizard.steps.clusters")} lead={t("wizard.clustersLead")} />
      <div className={classes.body}>
        <div className={classes.form}>
          <div>
            <Choice
              label={t("wizard.source")}
              options={[
                {
                  value: "rsList",
                  label: t("wizard.rsList"),
                  hint: t("wizard.rsListHint"),
                  below: source.type === "rsList" && <Servers servers={source.servers} />,
                },
                {
                  value: "configUrl",
                  label: t("wizard.configUrl"),
                  hint: t("wizard.configUrlHint"),
                  below: source.type === "configUrl" && (
                    <div className={classes.inside}>
                      <FormField
                        field="source.url"
                        label={t("wizard.url")}
                        mono
                        value={source.url}
                        placeholder="http://10.10.10.1:8080/services?Action=GetObProxyConfig"
                        onChange={(url) => edit((now) => ({ ...now, source: { type: "configUrl", url } }))}
                      />
                    </div>
                  ),
                },
              ]}
              value={source.type}
              onChange={(type) => edit((now) => withSource(now, type))}
            />
            {note !== null && <Note note={note} />}
          </div>
          <div className={classes.block}>
            <ProxyPassword
              field="proxyroPassword"
              label={t("wizard.proxyro")}
              explain={t(source.type === "rsList" ? "wizard.proxyroHint" : "wizard.proxyroHintUrl")}
              rules="hidden"
              secret={form.proxyroPassword}
              into={(now, proxyroPassword) => ({ ...now, proxyroPassword })}
            />
            <ProxyPassword
              field="proxysysPassword"
              label={t("wizard.proxysys")}
              explain={t("wizard.proxysysHint")}
              rules="shown"
              secret={form.proxysysPassword}
              into={(now, proxysysPassword) => ({ ...now, proxysysPassword })}
            />
          </div>
        </div>
      </div>
    </>
  );
}

/** The servers as text, one a line: typed, pasted, or taken from a cluster that is known. */
function Servers({ servers }: { servers: string[] }) {
  const { t } = useTranslation("proxies");
  const { editor, edit, problems } = useAgentWizard();
  const words = useProblemText();
  const [typed, setTyped] = useState<string | null>(null);
  const put = (list: string[]) => edit((now) => ({ ...now, source: { type: "rsList", servers: list } }));
  const problem =
    problemAt(problems, "source.servers") ??
    problems.find(({ field }) => field?.startsWith("source.servers[") === true) ??
    null;
  return (
    <div className={classes.inside}>
      <Field
        label={t("wizard.serverList")}
        hint={problem === null ? t("wizard.serverListHint") : undefined}
        note={problem === null ? null : words(problem)}
      >
        {(wiring) => (
          <TextArea
            {...wiring}
            mono
            rows={Math.min(9, Math.max(3, servers.length + 1))}
            data-field={problem?.field ?? "source.servers"}
            placeholder="10.10.10.1:2881"
            value={typed ?? servers.join("\n")}
            onChange={({ currentTarget: { value } }) => {
              setTyped(value);
              put(serversIn(value));
            }}
            onBlur={() => {
              setTyped(null);
              void editor.flush();
            }}
          />
        )}
      </Field>
      <FillMenu
        onServers={(list) => {
          setTyped(null);
          put(list);
          void editor.flush();
        }}
      />
    </div>
  );
}

import { useTranslation } from "react-i18next";

import type { ProxyHost } from "../../../../ipc/generated";
import { Button } from "../../../../shared/ui/button";
import { Field, TextInput } from "../../../../shared/ui/field";
import classes from "./agents-table.module.css";
import { PORTS, withHost } from "./changes";
import { useAgentWizard, useFieldNote } from "./context";

type Props = { host: ProxyHost; index: number };

/** What one agent has of its own; what is empty is as for all. */
export function OwnValues({ host, index }: Props) {
  const { t } = useTranslation("proxies");
  const { form, edit } = useAgentWizard();
  const { agent } = host;
  return (
    <div role="group" aria-label={t("wizard.ownOf", { agent })} className={classes.ownValues}>
      <OwnInput
        field={`agents[${index}].homePath`}
        label={t("wizard.home")}
        value={host.homePath}
        placeholder={form.homePath || t("wizard.asForAll")}
        onChange={(homePath) => edit((now) => withHost(now, agent, { homePath }))}
      />
      {PORTS.map(({ field, usual }) => (
        <OwnInput
          key={field}
          field={`agents[${index}].${field}`}
          label={t(`wizard.${field}`)}
          value={host[field]}
          placeholder={form[field] || usual}
          onChange={(port) => edit((now) => withHost(now, agent, { [field]: port }))}
        />
      ))}
      <Button
        size="sm"
        look="bare"
        aria-label={t("wizard.asForAllOf", { agent })}
        onClick={() =>
          edit((now) => withHost(now, agent, { homePath: "", sqlPort: "", exporterPort: "", rpcPort: "" }))
        }
      >
        {t("wizard.asForAll")}
      </Button>
    </div>
  );
}

type InputProps = {
  field: string;
  label: string;
  value: string;
  placeholder: string;
  onChange: (value: string) => void;
};

function OwnInput({ field, label, value, placeholder, onChange }: InputProps) {
  const { editor } = useAgentWizard();
  const note = useFieldNote(field);
  return (
    <Field label={label} note={note}>
      {(wiring) => (
        <TextInput
          {...wiring}
          mono
          data-field={field}
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onBlur={() => void editor.flush()}
        />
      )}
    </Field>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ConnectionKind, ConnectionView } from "../../../ipc/generated";
import { useCommandMutation } from "../../../ipc/hooks";
import { SecretSlot } from "../../../shared/secret/secret-slot";
import { Field, TextArea, TextInput } from "../../../shared/ui/field";
import { Segmented } from "../../../shared/ui/segmented";
import { useProtection } from "../side/use-password-words";
import { useFieldNotes } from "./field-notes";
import { FormDialog } from "./form-dialog";
import classes from "./form.module.css";
import { OcpLoginChoice, OcpSection } from "./ocp-section";
import { ReachSection } from "./reach-section";
import { SettingsFields } from "./settings-fields";
import { formOf, useForm } from "./use-form";

type Props = { connection: ConnectionView; groups: string[]; onClose: () => void };

const KINDS: ConnectionKind[] = ["cluster", "agent", "ocp"];
const PASSWORDS = { cluster: ["root", "agent"], agent: ["agent"], ocp: ["ocp"] } as const;

/** The same settings for one that exists. Nobody is asked; the next contact shows whether it works. */
export function EditConnection({ connection, groups, onClose }: Props) {
  const { t } = useTranslation("connections");
  const protection = useProtection();
  const { form, change, settings, hold, settled } = useForm(() => formOf(connection.settings));
  const [addresses, setAddresses] = useState(connection.settings.addresses.join("\n"));
  const edit = useCommandMutation("edit_connection");
  const problem = edit.error?.problem ?? null;
  const notes = useFieldNotes(problem);
  const { kind, passwords } = form.settings;
  const withKey = form.settings.ocp.login === "accessKey";
  const listed = addresses.split(/[\s,;]+/).filter(Boolean);
  const submit = async () => {
    const { settings: chosen, environment } = await settled();
    edit.mutate(
      {
        connectionId: connection.id,
        settings: {
          ...chosen,
          name: chosen.name.trim(),
          group: chosen.group.trim(),
          addresses: listed,
          environment: environment ?? connection.settings.environment,
        },
      },
      { onSuccess: onClose },
    );
  };
  return (
    <FormDialog
      title={t("form.editTitle", { name: connection.settings.name })}
      submitLabel={t("form.save")}
      disabledReason={edit.isPending ? t("form.saving") : missing()}
      problem={problem}
      notes={notes}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Field label={t("form.addresses")} hint={t("form.addressesHint")} note={notes.addresses ?? null}>
        {(wiring) => (
          <TextArea
            {...wiring}
            mono
            rows={Math.min(6, Math.max(2, listed.length))}
            value={addresses}
            onChange={(event) => setAddresses(event.currentTarget.value)}
          />
        )}
      </Field>
      <div>
        <p className={classes.label}>{t("form.kind")}</p>
        <Segmented
          size="md"
          label={t("form.kind")}
          value={kind}
          options={KINDS.map((value) => ({ value, label: t(`kindsLong.${value}`) }))}
          onChange={(value) => settings((now) => ({ ...now, kind: value }))}
        />
      </div>
      <SettingsFields form={form} groups={groups} notes={notes} guard="hidden" onChange={change} />
      {kind === "ocp" && <OcpLoginChoice settings={form.settings} onChange={settings} />}
      {kind === "ocp" && (
        <Field label={t(withKey ? "form.accessKey" : "form.user")}>
          {(wiring) => (
            <TextInput
              {...wiring}
              value={passwords.ocpUser ?? ""}
              onChange={(event) => {
                const user = event.currentTarget.value;
                settings((now) => ({ ...now, passwords: { ...now.passwords, ocpUser: user === "" ? null : user } }));
              }}
            />
          )}
        </Field>
      )}
      {PASSWORDS[kind].map((which) => (
        <SecretSlot
          key={which}
          label={t(which === "ocp" && withKey ? "form.secretKey" : `form.password.${which}`)}
          set={t(`form.passwordSet.${protection}`)}
          hint={t(`form.kept.${protection}`)}
          secret={passwords[which]}
          note={notes.passwords ?? null}
          onSecret={(secret) => settings((now) => ({ ...now, passwords: { ...now.passwords, [which]: secret } }))}
          onHold={hold}
        />
      ))}
      {kind === "ocp" && <OcpSection settings={form.settings} onChange={settings} />}
      <ReachSection
        settings={form.settings}
        notes={notes}
        offered={connection.agents.find((agent) => agent.certificate !== null)?.certificate ?? null}
        onChange={settings}
        onHold={hold}
      />
    </FormDialog>
  );

  function missing(): string | null {
    if (listed.length === 0) return t("form.noAddress");
    return form.settings.name.trim() === "" ? t("form.noName") : null;
  }
}

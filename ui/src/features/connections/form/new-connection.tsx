import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ConnectionProbe } from "../../../ipc/generated";
import { useCommandMutation } from "../../../ipc/hooks";
import { Button } from "../../../shared/ui/button";
import { Field, type FieldNote, TextInput } from "../../../shared/ui/field";
import { useFieldNotes } from "./field-notes";
import { FormDialog } from "./form-dialog";
import classes from "./form.module.css";
import { OcpLoginChoice, OcpSection } from "./ocp-section";
import { PasswordEntry } from "./password-entry";
import { ProbeResult } from "./probe-result";
import { ReachSection } from "./reach-section";
import { SettingsFields } from "./settings-fields";
import { blankForm, type Form, useForm } from "./use-form";
import { looksLikeAddress, useProbe } from "./use-probe";

type Props = {
  groups: string[];
  onSelect: (id: string) => void;
  onClose: () => void;
};

const PAUSE_MS = 600;

/** One step: an address, who answers there, the one password it needs, and what to call it. */
export function NewConnection({ groups, onSelect, onClose }: Props) {
  const { t } = useTranslation("connections");
  const { form, change, settings, hold, settled, now } = useForm(blankForm);
  const [address, setAddress] = useState("");
  const [naming, setNaming] = useState<"theirs" | "ours">("theirs");
  const { probing, ask, forget } = useProbe((probe) =>
    settings((before) => withProposal(before, probe, naming === "ours")),
  );
  const add = useCommandMutation("add_connection");
  const problem = add.error?.problem ?? null;
  const notes = useFieldNotes(problem);

  const field = useRef<HTMLInputElement>(null);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(pause.current), []);
  const askNow = (text: string) => {
    clearTimeout(pause.current);
    if (text.trim() === "") return;
    const { reach, passwords, ocp } = now().settings;
    void ask({ address: text.trim(), reach, passwords, ocp });
  };
  const typed = (text: string) => {
    setAddress(text);
    forget();
    settings((before) => ({ ...before, addresses: [] }));
    clearTimeout(pause.current);
    if (looksLikeAddress(text)) pause.current = setTimeout(() => askNow(text), PAUSE_MS);
  };

  const probe = probing.type === "answered" ? probing.probe : probing.type === "asking" ? probing.last : null;
  // Nobody is asked for a password that would not be sent: the key, or who it is, comes first.
  const doubtful =
    probe?.host?.facts?.keyChange != null || probe?.warnings.some(({ code }) => code === "addressDiffers") === true;
  const needs = doubtful ? null : (probe?.needs ?? null);
  const isOcp = form.settings.kind === "ocp";
  const secret = needs === null ? null : form.settings.passwords[needs];
  const unusable: FieldNote | null =
    probe?.proposal == null && probe?.problem?.code === "invalid"
      ? { tone: "block", title: t("form.invalid.addresses"), remedy: probe.problem.message }
      : null;
  const submit = async () => {
    const { settings: chosen, environment, guard } = await settled();
    if (environment === null) return;
    const addresses = chosen.addresses.length > 0 ? chosen.addresses : [address.trim()];
    add.mutate(
      { settings: { ...chosen, name: chosen.name.trim(), group: chosen.group.trim(), addresses, environment }, guard },
      {
        onSuccess: ({ id }) => {
          onSelect(id);
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog
      title={t("form.newTitle")}
      submitLabel={t("form.add")}
      disabledReason={add.isPending ? t("form.adding") : missing()}
      problem={problem}
      notes={notes}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Field label={t("form.address")} hint={t("form.addressHint")} note={notes.addresses ?? unusable}>
        {(wiring) => (
          <div className={classes.address}>
            <TextInput
              {...wiring}
              ref={field}
              data-autofocus
              mono
              placeholder="10.0.0.1:2886"
              value={address}
              onChange={(event) => typed(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                event.preventDefault();
                askNow(address);
              }}
            />
            <Button onClick={() => (address.trim() === "" ? field.current?.focus() : askNow(address))}>
              {t("form.ask")}
            </Button>
          </div>
        )}
      </Field>
      <ProbeResult
        probing={probing}
        outdated={probing.type === "answered" && probing.request.reach !== form.settings.reach}
        onAgain={() => askNow(address)}
        onPin={(fingerprint) => {
          settings((before) => ({
            ...before,
            reach: { ...before.reach, tls: { type: "pinned", fingerprints: [fingerprint] } },
          }));
          askNow(address);
        }}
        onOpen={(id) => {
          onSelect(id);
          onClose();
        }}
      />
      {isOcp && <OcpLoginChoice settings={form.settings} onChange={settings} />}
      {needs !== null && (
        <PasswordEntry
          key={needs}
          kind={needs}
          login={form.settings.ocp.login}
          user={form.settings.passwords.ocpUser}
          secret={secret}
          verdict={verdict()}
          note={notes.passwords ?? null}
          onUser={(user) =>
            settings((before) => ({
              ...before,
              passwords: { ...before.passwords, ocpUser: user === "" ? null : user },
            }))
          }
          onSecret={(stored) => {
            settings((before) => ({ ...before, passwords: { ...before.passwords, [needs]: stored } }));
            if (stored !== null) askNow(address);
          }}
          onHold={hold}
        />
      )}
      <SettingsFields
        form={form}
        groups={groups}
        notes={notes}
        guard="shown"
        onChange={change}
        onNamed={() => setNaming("ours")}
      />
      {isOcp && <OcpSection settings={form.settings} onChange={settings} />}
      <ReachSection
        settings={form.settings}
        notes={notes}
        offered={probe?.certificate ?? null}
        onChange={settings}
        onHold={hold}
      />
    </FormDialog>
  );

  function missing(): string | null {
    if (address.trim() === "") return t("form.noAddress");
    if (form.settings.name.trim() === "") return t("form.noName");
    return form.environment === null ? t("form.noEnvironment") : null;
  }

  function verdict() {
    if (secret === null) return probe?.accepted === false ? "wrong" : "none";
    if (probing.type === "asking") return "trying";
    return probe?.accepted === true ? "right" : "none";
  }
}

/** What the answering side proposes; what the user named stays. A refused password is not kept. */
function withProposal(before: Form["settings"], probe: ConnectionProbe, named: boolean): Form["settings"] {
  const { proposal, needs, accepted } = probe;
  const passwords = accepted === false && needs !== null ? { ...before.passwords, [needs]: null } : before.passwords;
  if (proposal === null) return { ...before, passwords };
  return {
    ...before,
    passwords,
    kind: proposal.kind,
    addresses: proposal.addresses,
    name: named ? before.name : proposal.name,
  };
}

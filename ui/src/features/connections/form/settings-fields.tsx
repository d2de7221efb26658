import { Switch } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Environment } from "../../../ipc/generated";
import { Choice } from "../../../shared/ui/choice";
import { EnvironmentChip } from "../../../shared/ui/chip";
import { Field, TextArea, TextInput } from "../../../shared/ui/field";
import { Segmented } from "../../../shared/ui/segmented";
import { GroupChips } from "../dialogs/group-chips";
import { guardsFor, usualGuard } from "../model/guard";
import type { FormNotes } from "./field-notes";
import classes from "./form.module.css";
import type { ChangeForm, Form } from "./use-form";

type Props = {
  form: Form;
  /** Groups there are already. */
  groups: string[];
  notes: FormNotes;
  /** A new connection also chooses its guard; later that has ways of its own. */
  guard: "shown" | "hidden";
  onChange: ChangeForm;
  /** The name was typed: what the cluster says of itself no longer replaces it. */
  onNamed?: () => void;
};

const ENVIRONMENTS: Environment[] = ["dev", "stage", "prod"];

/** What the user decides about a connection, besides how it is reached. */
export function SettingsFields({ form, groups, notes, guard, onChange, onNamed }: Props) {
  const { t } = useTranslation("connections");
  const { t: shared } = useTranslation("shared");
  const { t: guards } = useTranslation("guard");
  const { settings, environment } = form;
  const set = (change: Partial<Form["settings"]>) =>
    onChange((now) => ({ ...now, settings: { ...now.settings, ...change } }));
  const level = form.guard ?? (environment === null ? null : usualGuard(environment));
  return (
    <>
      <div className={classes.pair}>
        <Field label={t("form.name")} note={notes.name ?? null}>
          {(wiring) => (
            <TextInput
              {...wiring}
              dir="auto"
              value={settings.name}
              onChange={(event) => {
                set({ name: event.currentTarget.value });
                onNamed?.();
              }}
            />
          )}
        </Field>
        <div>
          <Field label={t("form.group")} hint={t("form.groupHint")} note={notes.group ?? null}>
            {(wiring) => (
              <TextInput
                {...wiring}
                dir="auto"
                value={settings.group}
                onChange={(event) => set({ group: event.currentTarget.value })}
              />
            )}
          </Field>
          <GroupChips
            label={t("form.existingGroups")}
            groups={groups}
            chosen={settings.group}
            onChoose={(group) => set({ group })}
          />
        </div>
      </div>
      <Choice
        look="boxes"
        label={t("form.environment")}
        value={environment}
        options={ENVIRONMENTS.map((value) => ({
          value,
          label: (
            <>
              <EnvironmentChip environment={value} /> {shared(`environmentLong.${value}`)}
            </>
          ),
          hint: t(`form.environments.${value}`),
        }))}
        onChange={(value) => onChange((now) => ({ ...now, environment: value, guard: null }))}
      />
      {guard === "shown" && environment !== null && level !== null && (
        <div>
          <p className={classes.label}>{t("form.guard")}</p>
          <Segmented
            size="md"
            label={t("form.guard")}
            value={level}
            options={guardsFor(environment).map((value) => ({ value, label: guards(`short.${value}`) }))}
            onChange={(value) =>
              onChange((now) => ({ ...now, guard: value === usualGuard(environment) ? null : value }))
            }
          />
          <p className={classes.hint}>
            {guards(`long.${level}`)}
            {shared("stop")}{" "}
            {form.guard === null && t("form.guardDefault", { environment: shared(`environment.${environment}`) })}
          </p>
        </div>
      )}
      <Switch
        label={t("form.pinned")}
        description={t("form.pinnedHint")}
        checked={settings.pinned}
        onChange={(event) => set({ pinned: event.currentTarget.checked })}
      />
      <Field label={t("form.note")} hint={t("form.noteHint")} note={notes.note ?? null}>
        {(wiring) => (
          <TextArea
            {...wiring}
            dir="auto"
            rows={2}
            value={settings.note}
            onChange={(event) => set({ note: event.currentTarget.value })}
          />
        )}
      </Field>
    </>
  );
}

import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { ClusterView, StopMode } from "../../../ipc/generated";
import { Choice } from "../../../shared/ui/choice";
import { type Ask, type Options, passable } from "../model/ask";
import classes from "./dialog.module.css";
import { ScopePicker } from "./scope-picker";

type Props = { ask: Ask; options: Options; cluster: ClusterView; onChange: (options: Options) => void };

const MODES: readonly StopMode[] = ["service", "terminate", "force"];

/** What the user decides about an action; every choice says what it means before it is made. */
export function OptionsForm({ ask, options, cluster, onChange }: Props) {
  const { t } = useTranslation("clusters");
  const { kind, target } = ask;
  const scoped = (kind === "start" || kind === "stop") && target.type === "cluster";
  const passes = kind === "start" || kind === "stop" || kind === "stopZone" ? passable(cluster) : [];
  return (
    <>
      {scoped && (
        <ScopePicker
          scope={options.scope}
          zones={cluster.zones}
          onChange={(scope) => onChange({ ...options, scope })}
        />
      )}
      {kind === "stop" && (
        <Choice
          label={t("impact.mode")}
          options={MODES.map((value) => ({ value, label: t(`mode.${value}.name`), hint: t(`mode.${value}.hint`) }))}
          value={options.mode}
          onChange={(mode) => onChange({ ...options, mode })}
        />
      )}
      {kind === "scaleIn" && (
        <Choice
          label={t("impact.scaleInMode")}
          options={[
            { value: "normal", label: t("impact.normal"), hint: t("impact.normalHint") },
            { value: "forced", label: t("impact.forced"), hint: t("impact.forcedHint") },
          ]}
          value={options.force ? "forced" : "normal"}
          onChange={(how) => onChange({ ...options, force: how === "forced" })}
        />
      )}
      {kind === "stopZone" && (
        <Checkbox
          label={t("impact.freeze")}
          checked={options.freezeServer}
          onChange={(event) => onChange({ ...options, freezeServer: event.currentTarget.checked })}
        />
      )}
      {passes.length > 0 && (
        <fieldset className={classes.set}>
          <legend className={classes.legend}>{t("impact.passFirst")}</legend>
          {passes.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={t("impact.passTask", { name, id })}
              checked={options.passTasks.includes(id)}
              onChange={() => onChange({ ...options, passTasks: flipped(options.passTasks, id) })}
            />
          ))}
        </fieldset>
      )}
    </>
  );
}

function flipped(ids: string[], id: string): string[] {
  return ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
}

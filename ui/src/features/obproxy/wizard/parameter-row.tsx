import { useId } from "react";
import { useTranslation } from "react-i18next";

import type { NamedValue, ObproxyParameterInfo } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import { Button } from "../../../shared/ui/button";
import { Tag } from "../../../shared/ui/chip";
import { Note, TextInput } from "../../../shared/ui/field";
import { useFieldNote, useOcpWizard } from "./context";
import { type ListName, withParameter } from "./form";
import classes from "./parameters.module.css";

type Props = { list: ListName; index: number; value: NamedValue; info: ObproxyParameterInfo | null };

/** Those whose reason is worth a sentence. */
const EXPLAINED = ["skip_proxy_sys_private_check", "proxy_mem_limited"] as const;

/** One value with what the catalogue says of it. */
export function ParameterRow({ list, index, value: { name, value }, info }: Props) {
  const { t } = useTranslation("obproxy");
  const { edit, editor } = useOcpWizard();
  const id = useId();
  const place = `${list}[${index}]`;
  const ofValue = useFieldNote(`${place}.value`);
  const ofName = useFieldNote(`${place}.name`);
  const note = ofValue ?? ofName;
  const why = EXPLAINED.find((known) => known === name);
  const options = info === null ? [] : optionsOf(info);
  const wiring = {
    "aria-label": t("values.valueOf", { name }),
    "aria-invalid": note?.tone === "block" ? (true as const) : undefined,
    "aria-describedby": note === null ? undefined : id,
    "data-field": ofValue === null && ofName !== null ? `${place}.name` : `${place}.value`,
    value,
    onBlur: () => void editor.flush(),
  };
  const set = (next: string) => edit((now) => withParameter(now, list, index, { value: next }));
  return (
    <li className={classes.row}>
      <span className={`${classes.name} mono`} title={name}>
        {name}
      </span>
      {options.length > 0 ? (
        <select {...wiring} className={classes.select} onChange={(event) => set(event.currentTarget.value)}>
          {!options.includes(value) && <option value={value}>{value === "" ? t("values.choose") : value}</option>}
          {options.map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </select>
      ) : (
        <TextInput
          {...wiring}
          mono
          placeholder={info?.default ?? ""}
          onChange={(event) => set(event.currentTarget.value)}
        />
      )}
      <span className={classes.facts}>
        {info === null ? (
          <span>{t("values.unknown")}</span>
        ) : (
          <>
            <span>{info.kind}</span>
            {(info.min !== "" || info.max !== "") && (
              <span>{t("values.range", { min: info.min || "…", max: info.max || "…" })}</span>
            )}
            {info.default !== "" && <span>{t("parameters.default", { value: info.default })}</span>}
            {info.needsRestart && <Tag weak>{t("parameters.restart")}</Tag>}
            {info.readOnly && <Tag weak>{t("parameters.readOnly")}</Tag>}
          </>
        )}
      </span>
      <Button
        size="sm"
        look="bare"
        icon="cross"
        aria-label={t("values.remove", { name })}
        title={t("values.remove", { name })}
        onClick={() => edit((now) => withParameter(now, list, index, null))}
      />
      {note !== null && (
        <div id={id} className={classes.note}>
          <Note note={note} />
        </div>
      )}
      {why !== undefined && (
        <p className={classes.why}>
          <Icon name="info" size={12} />
          {t(`values.why.${why}`)}
        </p>
      )}
      {why === undefined && info !== null && info.description !== "" && (
        <p className={classes.why}>{info.description}</p>
      )}
    </li>
  );
}

function optionsOf({ kind, allowed }: ObproxyParameterInfo): string[] {
  if (allowed.length > 0) return allowed;
  return kind.toUpperCase() === "BOOL" ? ["true", "false"] : [];
}

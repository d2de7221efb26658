import { useTranslation } from "react-i18next";

import type { ProxyChoice } from "../../ipc/generated";
import { SecretSlot } from "../secret/secret-slot";
import { Field, type FieldNote, TextInput } from "../ui/field";
import classes from "./reach-editor.module.css";

type Props = {
  proxy: ProxyChoice;
  note: FieldNote | null;
  onChange: (change: (proxy: ProxyChoice) => ProxyChoice) => void;
  onHold: ((work: Promise<void>) => void) | undefined;
};

export function ProxyEditor({ proxy, note, onChange, onHold }: Props) {
  const { t } = useTranslation("reach");
  return (
    <div className={classes.inside}>
      <div className={classes.pair}>
        <Field label={t("proxyAddress")} note={note}>
          {(wiring) => (
            <TextInput
              {...wiring}
              mono
              placeholder="proxy.example:3128"
              value={proxy.address}
              onChange={(event) => {
                const { value } = event.currentTarget;
                onChange((now) => ({ ...now, address: value }));
              }}
            />
          )}
        </Field>
        <Field label={t("proxyUser")}>
          {(wiring) => (
            <TextInput
              {...wiring}
              value={proxy.user ?? ""}
              onChange={(event) => {
                const { value } = event.currentTarget;
                onChange((now) => ({ ...now, user: value === "" ? null : value }));
              }}
            />
          )}
        </Field>
      </div>
      {proxy.user !== null && (
        <SecretSlot
          label={t("proxyPassword")}
          set={t("proxyPasswordSet")}
          hint={t("proxyPasswordHint")}
          secret={proxy.password}
          onSecret={(password) => onChange((now) => ({ ...now, password }))}
          onHold={onHold}
        />
      )}
    </div>
  );
}

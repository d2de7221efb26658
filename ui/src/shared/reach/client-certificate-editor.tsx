import { Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ClientCertificate, SecretRef } from "../../ipc/generated";
import { SecretSlot } from "../secret/secret-slot";
import { Field, type FieldNote, Note, TextArea } from "../ui/field";
import type { ChangeReach } from "./reach-editor";
import classes from "./reach-editor.module.css";

type Props = {
  certificate: ClientCertificate | null;
  note: FieldNote | null;
  onChange: ChangeReach;
  onHold: ((work: Promise<void>) => void) | undefined;
};

/** A certificate is whole only with its key: until both are there, none is used. */
export function ClientCertificateEditor({ certificate, note, onChange, onHold }: Props) {
  const { t } = useTranslation("reach");
  const [wanted, setWanted] = useState<"yes" | "no">(certificate === null ? "no" : "yes");
  const [pem, setPem] = useState(certificate?.pem ?? "");
  const [key, setKey] = useState<SecretRef | null>(certificate?.key ?? null);
  const put = (nextPem: string, nextKey: SecretRef | null, next: "yes" | "no") => {
    setWanted(next);
    setPem(nextPem);
    setKey(nextKey);
    const whole = next === "yes" && nextPem.trim() !== "" && nextKey !== null;
    onChange((now) => ({ ...now, clientCertificate: whole ? { pem: nextPem, key: nextKey } : null }));
  };
  const missing = pem.trim() === "" ? "missing.clientPem" : key === null ? "missing.clientKey" : null;
  return (
    <div className={classes.part}>
      <Switch
        label={t("client")}
        description={t("clientHint")}
        checked={wanted === "yes"}
        onChange={(event) => put(pem, key, event.currentTarget.checked ? "yes" : "no")}
      />
      {wanted === "yes" && (
        <div className={classes.inside}>
          <Field label={t("clientPem")}>
            {(wiring) => (
              <TextArea
                {...wiring}
                mono
                rows={4}
                placeholder="-----BEGIN CERTIFICATE-----"
                value={pem}
                onChange={(event) => put(event.currentTarget.value, key, "yes")}
              />
            )}
          </Field>
          <SecretSlot
            label={t("clientKey")}
            set={t("clientKeySet")}
            hint={t("clientKeyHint")}
            lines="many"
            secret={key}
            onSecret={(secret) => put(pem, secret, "yes")}
            onHold={onHold}
          />
          {missing !== null && <p className={classes.missing}>{t(missing)}</p>}
        </div>
      )}
      {note !== null && <Note note={note} />}
    </div>
  );
}

import { useTranslation } from "react-i18next";

import type { TlsChoice } from "../../ipc/generated";
import { Choice } from "../ui/choice";
import { Field, type FieldNote, Note, TextArea } from "../ui/field";
import { Segmented } from "../ui/segmented";
import { PinnedCertificates } from "./pinned-certificates";
import classes from "./reach-editor.module.css";

type Props = {
  tls: TlsChoice;
  offered: string | null;
  note: FieldNote | null;
  onChange: (tls: TlsChoice) => void;
};

const TRUSTS = ["system", "privateCa", "pinned"] as const;

export function TlsEditor({ tls, offered, note, onChange }: Props) {
  const { t } = useTranslation("reach");
  const secure = tls.type !== "off";
  const choose = (type: (typeof TRUSTS)[number]) => {
    if (type === tls.type) return;
    if (type === "system") onChange({ type });
    if (type === "privateCa") onChange({ type, pem: "" });
    if (type === "pinned") onChange({ type, fingerprints: [] });
  };
  return (
    <div className={classes.part}>
      <div>
        <p className={classes.label}>{t("protocol")}</p>
        <Segmented
          size="md"
          label={t("protocol")}
          value={secure ? "https" : "http"}
          options={[
            { value: "http", label: t("http") },
            { value: "https", label: t("https") },
          ]}
          onChange={(value) => onChange({ type: value === "https" ? "system" : "off" })}
        />
        {!secure && <p className={classes.hint}>{t("httpHint")}</p>}
      </div>
      {tls.type !== "off" && (
        <Choice
          label={t("trust")}
          value={tls.type}
          onChange={choose}
          options={TRUSTS.map((value) => ({
            value,
            label: t(`trusts.${value}`),
            hint: t(`trustHints.${value}`),
            below: below(value),
          }))}
        />
      )}
      {note !== null && tls.type !== "privateCa" && <Note note={note} />}
    </div>
  );

  function below(value: (typeof TRUSTS)[number]) {
    if (value === "pinned" && tls.type === "pinned") {
      return (
        <PinnedCertificates
          fingerprints={tls.fingerprints}
          offered={offered}
          onChange={(fingerprints) => onChange({ type: "pinned", fingerprints })}
        />
      );
    }
    if (value !== "privateCa" || tls.type !== "privateCa") return undefined;
    return (
      <Field label={t("caPem")} note={note}>
        {(wiring) => (
          <TextArea
            {...wiring}
            mono
            rows={4}
            placeholder="-----BEGIN CERTIFICATE-----"
            value={tls.pem}
            onChange={(event) => onChange({ type: "privateCa", pem: event.currentTarget.value })}
          />
        )}
      </Field>
    );
  }
}

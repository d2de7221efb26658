import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useCommandMutation } from "../../../ipc/hooks";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { Decision, Kept } from "./decision";
import { Prints } from "./prints";
import classes from "./side.module.css";

type Props = { connectionId: string; address: string; fingerprint: string };

/** A certificate nobody vouches for: pin it, or leave the agent alone. */
export function CertificateDecision({ connectionId, address, fingerprint }: Props) {
  const { t } = useTranslation("connections");
  const [choice, setChoice] = useState<"open" | "kept">("open");
  const trust = useCommandMutation("trust_certificate");
  if (choice === "kept") return <Kept onAgain={() => setChoice("open")}>{t("certificate.kept", { address })}</Kept>;
  return (
    <Decision title={t("certificate.title", { address })}>
      <p>{t("certificate.lead")}</p>
      <Prints prints={[{ name: t("key.offered"), fingerprint }]} />
      <p>{t("certificate.edit")}</p>
      {trust.error !== null && <ErrorNote error={trust.error.problem} />}
      <div className={classes.choices}>
        <Button onClick={() => setChoice("kept")}>{t("certificate.keep")}</Button>
        <Button look="danger" icon="key" onClick={() => trust.mutate({ connectionId, fingerprint })}>
          {t("certificate.pin")}
        </Button>
      </div>
    </Decision>
  );
}

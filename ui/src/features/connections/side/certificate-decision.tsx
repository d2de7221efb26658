import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ConnectionView, TlsChoice } from "../../../ipc/generated";
import { useCommandMutation } from "../../../ipc/hooks";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { Decision, Kept } from "./decision";
import { Prints } from "./prints";
import classes from "./side.module.css";

type Props = { connection: ConnectionView; address: string; fingerprint: string };

/** A certificate nobody vouches for: pin it, or leave the agent alone. */
export function CertificateDecision({ connection: { id, settings }, address, fingerprint }: Props) {
  const { t } = useTranslation("connections");
  const [choice, setChoice] = useState<"open" | "kept">("open");
  const trust = useCommandMutation("trust_certificate");
  const edit = useCommandMutation("edit_connection");
  const problem = trust.error?.problem ?? edit.error?.problem ?? null;
  const pinning = settings.reach.tls.type === "pinned";
  const pin = () => {
    if (pinning) return trust.mutate({ connectionId: id, fingerprint });
    // Whoever trusted authorities so far trusts single certificates from now on.
    const tls: TlsChoice = { type: "pinned", fingerprints: [fingerprint] };
    return edit.mutate({ connectionId: id, settings: { ...settings, reach: { ...settings.reach, tls } } });
  };
  if (choice === "kept") return <Kept onAgain={() => setChoice("open")}>{t("certificate.kept", { address })}</Kept>;
  return (
    <Decision title={t("certificate.title", { address })}>
      <p>{t("certificate.lead")}</p>
      <Prints prints={[{ name: t("key.offered"), fingerprint }]} />
      {!pinning && <p>{t("sentences", { first: t("certificate.instead"), second: t("certificate.edit") })}</p>}
      {problem !== null && <ErrorNote error={problem} />}
      <div className={classes.choices}>
        <Button onClick={() => setChoice("kept")}>{t("certificate.keep")}</Button>
        <Button look="danger" icon="key" onClick={pin}>
          {t("certificate.pin")}
        </Button>
      </div>
    </Decision>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { KeyChange } from "../../../ipc/generated";
import { useCommandMutation } from "../../../ipc/hooks";
import { formatFull } from "../../../shared/time/format";
import { Button } from "../../../shared/ui/button";
import { ConfirmDialog } from "../../../shared/ui/confirm-dialog";
import classes from "./host-detail.module.css";

type Props = { address: string; change: KeyChange; onTrusted: () => void };

/** Old and new fingerprint one above the other, why it may be harmless, and the way to accept it. */
export function KeyChangeNote({ address, change, onTrusted }: Props) {
  const { t } = useTranslation("wizard");
  const [dialog, setDialog] = useState<"closed" | "open">("closed");
  const trust = useCommandMutation("trust_key");
  const accept = () =>
    trust.mutate(
      { address, fingerprint: change.offered },
      {
        onSuccess: () => {
          setDialog("closed");
          onTrusted();
        },
      },
    );
  return (
    <section className={classes.key} aria-label={t("hosts.key.title")}>
      <h3>{t("hosts.key.title")}</h3>
      <Fingerprints change={change} />
      <p className="t2">{t("hosts.key.harmless")}</p>
      <Button size="sm" look="danger" icon="key" onClick={() => setDialog("open")}>
        {t("hosts.key.trust")}
      </Button>
      {dialog === "open" && (
        <ConfirmDialog
          title={t("hosts.key.confirmTitle", { address })}
          confirmLabel={t("hosts.key.trust")}
          tone="danger"
          size={640}
          error={trust.error?.problem ?? null}
          onConfirm={accept}
          onClose={() => setDialog("closed")}
        >
          <p>{t("hosts.key.confirmBody")}</p>
          <Fingerprints change={change} />
        </ConfirmDialog>
      )}
    </section>
  );
}

function Fingerprints({ change }: { change: KeyChange }) {
  const { t } = useTranslation("wizard");
  return (
    <dl className={classes.prints}>
      <dt>{t("hosts.key.pinned", { when: formatFull(change.pinnedAt) })}</dt>
      <dd className="mono selectable">{change.pinned}</dd>
      <dt>{t("hosts.key.offered")}</dt>
      <dd className={`mono selectable ${classes.offered}`}>{change.offered}</dd>
    </dl>
  );
}

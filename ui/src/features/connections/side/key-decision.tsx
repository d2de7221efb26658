import { useTranslation } from "react-i18next";

import type { KeyChange } from "../../../ipc/generated";
import { useCommandMutation } from "../../../ipc/hooks";
import { useSpeech } from "../../../shared/i18n/i18n";
import { formatFull, formatMoment } from "../../../shared/time/format";
import { useNow } from "../../../shared/time/use-now";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { Decision, Kept } from "./decision";
import { Prints } from "./prints";
import classes from "./side.module.css";

type Props = {
  address: string;
  change: KeyChange;
  /** Told in one line, when it was put off or another one is being decided. */
  folded?: boolean;
  onKeep: () => void;
  onDecide?: () => void;
  onTrusted?: () => void;
};

/** Another key than before: both fingerprints, what is harmless and what is not, and the choice. */
export function KeyDecision({ address, change, folded = false, onKeep, onDecide, onTrusted }: Props) {
  const { t } = useTranslation("connections");
  const speech = useSpeech();
  const now = useNow(60_000);
  const trust = useCommandMutation("trust_key");
  if (folded) return <Kept onAgain={() => onDecide?.()}>{t("key.kept", { address })}</Kept>;
  const accept = () => trust.mutate({ address, fingerprint: change.offered }, { onSuccess: () => onTrusted?.() });
  return (
    <Decision title={t("key.title", { address })}>
      <p>{t("key.lead")}</p>
      <Prints
        prints={[
          {
            name: t("key.pinned", { when: formatMoment(change.pinnedAt, now, speech) }),
            title: formatFull(change.pinnedAt),
            fingerprint: change.pinned,
          },
          { name: t("key.offered"), fingerprint: change.offered, other: change.pinned },
        ]}
      />
      <p>
        <span className={classes.harmless}>{t("key.harmless")}</span> {t("key.harmlessBody")}
      </p>
      <p>
        <span className={classes.danger}>{t("key.danger")}</span>{" "}
        {t("sentences", { first: t("key.dangerBody"), second: t("key.ask") })}
      </p>
      {trust.error !== null && <ErrorNote error={trust.error.problem} />}
      <div className={classes.choices}>
        <Button onClick={onKeep}>{t("key.keep")}</Button>
        <Button look="danger" icon="key" onClick={accept}>
          {t("key.trust")}
        </Button>
      </div>
    </Decision>
  );
}

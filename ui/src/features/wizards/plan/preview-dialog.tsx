import { useState } from "react";
import { useTranslation } from "react-i18next";

import { toIpcError } from "../../../ipc/failure";
import type { IpcError, PlanPreview } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { PlanDialog } from "./plan-dialog";
import { PlanDifferences } from "./plan-differences";
import classes from "./plan.module.css";
import { PlanNotes } from "./plan-notes";

type Props = { preview: PlanPreview; onTakeOver: () => Promise<void>; onClose: () => void };

/** What a plan file would do to the draft; nothing is changed before it is taken over. */
export function PreviewDialog({ preview, onTakeOver, onClose }: Props) {
  const { t } = useTranslation("plan");
  const { t: shared } = useTranslation("shared");
  const { t: wizard } = useTranslation("wizard");
  const [problem, setProblem] = useState<IpcError | null>(null);
  const { refusals, notes, differences } = preview;
  const refused = refusals.length > 0;
  const takeOver = () => {
    setProblem(null);
    onTakeOver().catch((thrown: unknown) => setProblem(toIpcError(thrown)));
  };
  return (
    <PlanDialog
      title={t("preview.title", { file: preview.file })}
      onClose={onClose}
      actions={
        <>
          <Button size="lg" onClick={onClose}>
            {shared("cancel")}
          </Button>
          <Button
            size="lg"
            look="primary"
            disabledReason={refused ? t("preview.notFirst") : null}
            data-autofocus={!refused || undefined}
            onClick={takeOver}
          >
            {t("preview.takeOver")}
          </Button>
        </>
      }
    >
      {refused ? (
        <section className={classes.part}>
          <h3>{t("preview.refused", { count: refusals.length })}</h3>
          <PlanNotes notes={refusals} tone="failed" />
        </section>
      ) : (
        <>
          <p>{t("preview.holds", { kind: t(`kind.${preview.kind}`) })}</p>
          <dl className={classes.facts}>
            <dt>{t("preview.cluster")}</dt>
            <dd>{preview.clusterName === "" ? t("preview.unnamed") : preview.clusterName}</dd>
            <dt>{t("preview.hosts")}</dt>
            <dd>
              {wizard("hostsInZones", {
                hosts: wizard("hostCount", { count: preview.hosts }),
                zones: wizard("zoneCount", { count: preview.zones }),
              })}
            </dd>
            <dt>{t("preview.parameters")}</dt>
            <dd>{preview.parameters}</dd>
          </dl>
        </>
      )}
      {notes.length > 0 && (
        <section className={classes.part}>
          <h3>{t("preview.leftOut")}</h3>
          <PlanNotes notes={notes} tone="warning" />
        </section>
      )}
      {!refused && (
        <section className={classes.part}>
          <h3>{t("preview.differences")}</h3>
          {differences.length === 0 ? (
            <p>{t("preview.same")}</p>
          ) : (
            <PlanDifferences
              differences={differences}
              before={t("preview.draft")}
              after={t("preview.file")}
              label={t("preview.differences")}
            />
          )}
          <p className={classes.after}>{t("preview.after")}</p>
        </section>
      )}
      {problem !== null && <ErrorNote error={problem} onRetry={takeOver} />}
    </PlanDialog>
  );
}

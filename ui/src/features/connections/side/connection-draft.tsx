import { useTranslation } from "react-i18next";

import type { DraftSummary } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { DraftStep } from "../list/draft-step";
import classes from "./side.module.css";

/** The wizard that was begun from a connection. */
export function ConnectionDraft({ draft, onDrop }: { draft: DraftSummary; onDrop: (draft: DraftSummary) => void }) {
  const { t } = useTranslation("connections");
  return (
    <section>
      <h3 className={classes.heading}>{t("panel.draft")}</h3>
      <div className={classes.task}>
        <DraftStep draft={draft} />
        <span className={classes.taskEnd}>
          <Button
            size="sm"
            look="bare"
            icon="trash"
            aria-label={t("deleteDraft")}
            title={t("deleteDraft")}
            onClick={() => onDrop(draft)}
          />
        </span>
      </div>
    </section>
  );
}

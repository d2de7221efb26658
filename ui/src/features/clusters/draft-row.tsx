import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";

import type { DraftSummary } from "../../ipc/generated";
import { useSpeech } from "../../shared/i18n/i18n";
import { Icon } from "../../shared/icons/icon";
import { formatFull, formatMoment } from "../../shared/time/format";
import { useNow } from "../../shared/time/use-now";
import { Button } from "../../shared/ui/button";
import { EnvironmentChip } from "../../shared/ui/chip";
import classes from "./cluster-list.module.css";

const ORDER = ["hosts", "cluster", "resources", "review", "run"] as const;

export function DraftRow({ draft, onDelete }: { draft: DraftSummary; onDelete: () => void }) {
  const { t } = useTranslation("clusters");
  const { t: init } = useTranslation("init");
  const speech = useSpeech();
  const now = useNow(60_000);
  const [, navigate] = useLocation();
  const name = draft.clusterName === "" ? t("unnamed") : draft.clusterName;
  const href = `/init/${draft.id}`;
  return (
    <div role="row" className={classes.row}>
      <span role="cell">
        <EnvironmentChip environment={draft.environment} />
      </span>
      <span role="cell" className="cut">
        <Link href={href} className={classes.name} title={name}>
          {name}
        </Link>
      </span>
      <span role="cell" className="t2 sm">
        {draft.hosts === 0 ? t("noHosts") : t("hostCount", { count: draft.hosts })}
      </span>
      <span role="cell">
        <span className={classes.draft}>
          <Icon name="doc" size={14} />
          {t("draft")}
        </span>
      </span>
      <span role="cell" className="t2 sm cut">
        {t("draftAt", { n: ORDER.indexOf(draft.step) + 1, step: init(`steps.${draft.step}`) })}
      </span>
      <span role="cell" className={classes.when} title={formatFull(draft.updatedAt)}>
        {t("saved", { when: formatMoment(draft.updatedAt, now, speech) })}
      </span>
      <span role="cell" className={classes.actions}>
        <Button size="sm" aria-label={t("resumeNamed", { name })} onClick={() => navigate(href)}>
          {t("resume")}
        </Button>
        <Button
          size="sm"
          look="bare"
          icon="trash"
          aria-label={t("deleteNamed", { name })}
          title={t("delete")}
          onClick={onDelete}
        />
      </span>
    </div>
  );
}

import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";

import type { OperationSummary } from "../../ipc/generated";
import { useSpeech } from "../../shared/i18n/i18n";
import { StateLine, useStateWord } from "../../shared/state/state-badge";
import { formatDuration, formatFull, formatMoment } from "../../shared/time/format";
import { useNow } from "../../shared/time/use-now";
import { Button } from "../../shared/ui/button";
import { EnvironmentChip } from "../../shared/ui/chip";
import classes from "./cluster-list.module.css";
import { HostsCell } from "./hosts-cell";

export function OperationRow({ operation, onDelete }: { operation: OperationSummary; onDelete: () => void }) {
  const { t } = useTranslation("clusters");
  const speech = useSpeech();
  const now = useNow(60_000);
  const word = useStateWord();
  const [, navigate] = useLocation();
  const { id, clusterName: name, environment, state, done, total, startedAt, endedAt, hosts, atStep } = operation;
  const when = formatMoment(endedAt ?? startedAt, now, speech);
  const href = `/operations/${id}`;
  return (
    <div role="row" className={classes.row}>
      <span role="cell">
        <EnvironmentChip environment={environment} />
      </span>
      <span role="cell" className="cut">
        <Link href={href} className={classes.name} title={name}>
          {name}
        </Link>
      </span>
      <HostsCell hosts={hosts} />
      <span role="cell" title={state.word}>
        <StateLine state={state.kind} word={word(state)} />
      </span>
      <span role="cell" className={classes.progress}>
        <span className="cut" title={atStep ?? undefined}>
          {state.kind === "succeeded" && t("up", { count: hosts.length })}
          {state.kind === "rolledBack" && t("undone")}
          {state.kind !== "succeeded" && state.kind !== "rolledBack" && atStep}
        </span>
        <span className="t2">
          {done}/{total}
        </span>
        <span className={classes.track} role="img" aria-label={t("stepsDone", { done, total })}>
          <i
            className={classes.bar}
            data-state={state.kind}
            style={{ width: `${total === 0 ? 0 : (done / total) * 100}%` }}
          />
        </span>
      </span>
      <span role="cell" className={classes.when} title={formatFull(endedAt ?? startedAt)}>
        <span className="cut">{endedAt === null ? t("started", { when }) : t("ended", { when })}</span>
        {endedAt !== null && (
          <div className="t3">{t("took", { duration: formatDuration(endedAt - startedAt, speech) })}</div>
        )}
      </span>
      <span role="cell" className={classes.actions}>
        <Button size="sm" aria-label={t("openNamed", { name })} onClick={() => navigate(href)}>
          {t("open")}
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

import { memo } from "react";
import { useTranslation } from "react-i18next";

import type { TaskSource } from "../../../ipc/generated";
import { Freshness } from "../../../shared/shell/freshness";
import { StateIcon } from "../../../shared/state/state-icon";
import { formatAgo } from "../../../shared/time/format";
import { Button } from "../../../shared/ui/button";
import { useSeconds } from "../live/seconds";
import { kindOf, oldestOf } from "./kinds";
import { SourcesList } from "./sources-list";
import classes from "./sources.module.css";

type Props = { sources: readonly TaskSource[]; contacting: boolean; onContact: (ids: readonly string[]) => void };

/** So many of those that do not answer are named. */
const NAMED = 3;

/** How fresh the list is: what is read, what nobody contacted, and what does not answer. */
export const SourcesLine = memo(function SourcesLine({ sources, contacting, onContact }: Props) {
  const { t } = useTranslation("taskList");
  const of = (kind: ReturnType<typeof kindOf>) => sources.filter((one) => kindOf(one) === kind);
  const [live, untouched, troubled] = [of("live"), of("untouched"), of("troubled")];
  const names = troubled.slice(0, NAMED).map(({ name }) => name);
  if (troubled.length > NAMED) names.push("…");
  return (
    <section className={classes.bar} aria-label={t("sources.label")}>
      {live.length > 0 && (
        <Freshness state="live">
          {t("sources.live", { count: live.length })}
          <Oldest at={oldestOf(live)} />
        </Freshness>
      )}
      {untouched.length > 0 && (
        <span className={classes.part}>
          <StateIcon state="unknown" size={12} />
          {t("sources.untouched", { count: untouched.length })}
          <Button
            size="sm"
            disabledReason={contacting ? t("sources.reading") : null}
            reasonShown="elsewhere"
            onClick={() => onContact(untouched.map(({ connectionId }) => connectionId))}
          >
            {t(untouched.length === 1 ? "sources.contact" : "sources.contactAll")}
          </Button>
        </span>
      )}
      {troubled.length > 0 && (
        <span className={`${classes.part} ${classes.troubled}`}>
          <StateIcon state="failed" size={12} />
          <span className="cut">{t("sources.troubled", { count: troubled.length, names: names.join(", ") })}</span>
        </span>
      )}
      {sources.length === 0 && <span>{t("sources.none")}</span>}
      <span className="grow" />
      {sources.length > 0 && <SourcesList sources={sources} onContact={onContact} />}
    </section>
  );
});

function Oldest({ at }: { at: number | null }) {
  const { t } = useTranslation("taskList");
  const { t: shared } = useTranslation("shared");
  const now = useSeconds();
  if (at === null) return null;
  return <span className={`t3 ${classes.oldest}`}> · {t("sources.oldest", { ago: formatAgo(at, now, shared) })}</span>;
}

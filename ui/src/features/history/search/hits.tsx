import { type KeyboardEvent, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "../../../shared/icons/icon";
import { Button } from "../../../shared/ui/button";
import { EmptyState } from "../../../shared/ui/empty-state";
import { ErrorNote } from "../../../shared/ui/error-note";
import { Hit } from "./hit";
import { wordsOf } from "./marked";
import classes from "./search.module.css";
import { useSearch, useSettled } from "./use-search";

type Props = {
  text: string;
  connectionId: string | null;
  onOpen: (recordId: string) => void;
  /** Back into the field, from above the first. */
  onLeave: () => void;
};

/** What is kept of tasks that ended: those whose name, hosts or logs contain the words. No host is asked. */
export function Hits({ text, connectionId, onOpen, onLeave }: Props) {
  const { t } = useTranslation("history");
  const box = useRef<HTMLDivElement>(null);
  const settled = useSettled(text.trim());
  const search = useSearch({ text: settled, connectionId, name: null });
  const { data, error } = search;
  const words = useMemo(() => wordsOf(settled), [settled]);
  const move = (event: KeyboardEvent) => {
    const by =
      event.key === "ArrowDown" || event.key === "j" ? 1 : event.key === "ArrowUp" || event.key === "k" ? -1 : 0;
    if (by === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const hits = [...(box.current?.querySelectorAll<HTMLElement>("[data-hit]") ?? [])];
    const at = hits.findIndex((hit) => hit === document.activeElement);
    const next = hits[at + by];
    if (next === undefined && by < 0) onLeave();
    else next?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrows move among the buttons inside
    <div ref={box} className={classes.hits} onKeyDown={move} aria-busy={search.isFetching || undefined}>
      <p className={classes.lead}>
        <Icon name="info" size={14} />
        <span className="grow">{t("search.what")}</span>
        <span role="status" className={classes.total}>
          {data === undefined ? (error === null ? t("search.reading") : "") : t("search.total", { count: data.total })}
        </span>
      </p>
      {error !== null && <ErrorNote error={error.problem} onRetry={() => void search.refetch()} />}
      {data !== undefined && data.total === 0 && (
        <EmptyState icon="search" title={t(words.length > 0 ? "search.none" : "search.empty")}>
          {t(words.length > 0 ? "search.noneBody" : "search.emptyBody")}
        </EmptyState>
      )}
      {data !== undefined && data.total > 0 && (
        <>
          <ul aria-label={t("search.label")}>
            {data.hits.map((hit) => (
              <Hit key={hit.record.id} hit={hit} words={words} onOpen={onOpen} />
            ))}
          </ul>
          <p className={classes.foot}>
            {search.hasNextPage ? (
              <Button
                disabledReason={search.isFetchingNextPage ? t("search.reading") : null}
                reasonShown="elsewhere"
                onClick={() => void search.fetchNextPage()}
              >
                {t("search.more")}
              </Button>
            ) : (
              t("search.end")
            )}
          </p>
        </>
      )}
    </div>
  );
}

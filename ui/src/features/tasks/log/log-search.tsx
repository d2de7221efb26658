import type { RefObject } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "../../../shared/icons/icon";
import classes from "./log.module.css";
import type { Query } from "./matcher";

export type SearchProps = {
  searchField: RefObject<HTMLInputElement | null>;
  query: Query;
  onQuery: (query: Query) => void;
  /** Why the query cannot be looked for. */
  badPattern: string | null;
  /** The current one, from 1, and how many there are as far as was searched. */
  hit: { at: number; count: number };
  searching: boolean;
  onHit: (by: 1 | -1) => void;
};

/** The search over the whole log. */
export function LogSearch({ searchField, query, onQuery, badPattern, hit, searching, onHit }: SearchProps) {
  const { t } = useTranslation("tasks");
  const { exactCase, pattern } = query;
  const found = badPattern !== null ? t("log.badPattern") : hit.count === 0 ? t("log.noHits") : t("log.hits", hit);
  return (
    <div className={classes.search} data-bad={badPattern !== null || undefined}>
      <Icon name="search" size={14} />
      <input
        ref={searchField}
        type="text"
        role="searchbox"
        spellCheck={false}
        autoComplete="off"
        aria-label={t("log.search")}
        placeholder={t("log.search")}
        aria-invalid={badPattern !== null || undefined}
        value={query.text}
        onChange={(event) => onQuery({ ...query, text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === "Enter") onHit(event.shiftKey ? -1 : 1);
          if (event.key === "Escape") onQuery({ ...query, text: "" });
        }}
      />
      {query.text !== "" && (
        <>
          <span
            role="status"
            className={classes.hits}
            title={badPattern ?? undefined}
            data-hits={searching ? undefined : `${query.text}:${hit.count}`}
          >
            {searching && hit.count === 0 ? "…" : found}
          </span>
          <button
            type="button"
            className={classes.option}
            aria-label={t("log.exactCase")}
            title={t("log.exactCase")}
            aria-pressed={exactCase}
            onClick={() => onQuery({ ...query, exactCase: !exactCase })}
          >
            Aa
          </button>
          <button
            type="button"
            className={classes.option}
            aria-label={t("log.pattern")}
            title={t("log.pattern")}
            aria-pressed={pattern}
            onClick={() => onQuery({ ...query, pattern: !pattern })}
          >
            .*
          </button>
          <button type="button" aria-label={t("log.previousHit")} onClick={() => onHit(-1)}>
            <Icon name="chevronUp" size={14} />
          </button>
          <button type="button" aria-label={t("log.nextHit")} onClick={() => onHit(1)}>
            <Icon name="chevronDown" size={14} />
          </button>
        </>
      )}
    </div>
  );
}

import { useTranslation } from "react-i18next";

import { Icon } from "../../../shared/icons/icon";
import type { Column, Sorting } from "../model/table";
import classes from "./table.module.css";

const COLUMNS: readonly Column[] = [
  "state",
  "host",
  "zone",
  "role",
  "cpu",
  "memory",
  "disk",
  "version",
  "agent",
  "clock",
  "notes",
];

/** Columns that a narrow table leaves out. */
export const HIDES: Partial<Record<Column, string | undefined>> = {
  role: classes["ofRole"],
  version: classes["ofVersion"],
  agent: classes["ofAgent"],
};

export function TableHead({ sorting, onSort }: { sorting: Sorting; onSort: (column: Column) => void }) {
  const { t } = useTranslation("clusters");
  return (
    <div role="row" className={`${classes.columns} ${classes.head}`}>
      {COLUMNS.map((column) => {
        const here = column === sorting.column;
        const name = t(`table.columns.${column}`);
        return (
          <span
            key={column}
            role="columnheader"
            className={HIDES[column]}
            aria-sort={here ? sorting.direction : undefined}
          >
            <button
              type="button"
              className={classes.sort}
              tabIndex={-1}
              title={t("table.sort", { column: name })}
              onClick={() => onSort(column)}
            >
              {name}
              {here && <Icon name={sorting.direction === "ascending" ? "chevronUp" : "chevronDown"} size={12} />}
            </button>
          </span>
        );
      })}
      <span role="columnheader">
        <span className="sr">{t("table.columns.menu")}</span>
      </span>
    </div>
  );
}

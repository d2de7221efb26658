import { useTranslation } from "react-i18next";

import { Icon } from "../../../shared/icons/icon";
import { type Column, COLUMNS, type Sorting } from "../model/sort";
import classes from "./list.module.css";

/** Columns that a narrow list leaves out. */
export const HIDES: Partial<Record<Column, string | undefined>> = {
  place: classes["ofPlace"],
  step: classes["ofStep"],
};

export function TaskHead({ sorting, onSort }: { sorting: Sorting | null; onSort: (column: Column) => void }) {
  const { t } = useTranslation("taskList");
  return (
    <div role="row" aria-rowindex={1} className={`${classes.columns} ${classes.head}`}>
      {COLUMNS.map((column) => {
        const own = sorting?.column === column ? sorting : null;
        const name = t(`columns.${column}`);
        return (
          <span
            key={column}
            role="columnheader"
            className={HIDES[column]}
            data-column={column}
            aria-sort={own === null ? "none" : own.down ? "descending" : "ascending"}
          >
            <button
              type="button"
              className={classes.sort}
              title={t("sort", { column: name })}
              onClick={() => onSort(column)}
            >
              {name}
              {own !== null && <Icon name={own.down ? "chevronDown" : "chevronUp"} size={12} />}
            </button>
          </span>
        );
      })}
      <span role="columnheader">
        <span className="sr">{t("columns.menu")}</span>
      </span>
    </div>
  );
}

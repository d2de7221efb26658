import { useTranslation } from "react-i18next";

import { Icon } from "../../../shared/icons/icon";
import { COLUMNS, type Column, type Sorting } from "./sort";
import classes from "./table.module.css";

type Props = { sorting: Sorting | null; onSort: (column: Column) => void };

export function TableHead({ sorting, onSort }: Props) {
  const { t } = useTranslation("tasks");
  return (
    <div role="row" aria-rowindex={1} className={`${classes.head} cap`}>
      {COLUMNS.map((column) => {
        const own = sorting?.column === column ? sorting : null;
        return (
          <span
            key={column}
            role="columnheader"
            aria-sort={own === null ? "none" : own.down ? "descending" : "ascending"}
            data-column={column}
          >
            <button
              type="button"
              title={t("table.sort", { column: t(`table.${column}`) })}
              onClick={() => onSort(column)}
            >
              {t(`table.${column}`)}
              {own !== null && <Icon name={own.down ? "chevronDown" : "chevronUp"} size={12} />}
            </button>
          </span>
        );
      })}
    </div>
  );
}

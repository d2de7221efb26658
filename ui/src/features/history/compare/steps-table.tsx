import { useTranslation } from "react-i18next";

import classes from "./compare.module.css";
import type { StepLine } from "./model";
import { StepRows } from "./step-rows";

const COLUMNS = ["number", "name", "before", "after", "difference", "attempts", "slowest", "state"] as const;
const RIGHT: ReadonlySet<string> = new Set(["number", "before", "after", "attempts"]);

/** Step by step, what both runs took. */
export function StepsTable({ lines }: { lines: readonly StepLine[] }) {
  const { t } = useTranslation("history");
  const scale = Math.max(1, ...lines.map(({ difference: { ms } }) => Math.abs(ms ?? 0)));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so it must take the focus
    <div className={classes.scroller} tabIndex={0} role="group" aria-label={t("compare.label")}>
      <div role="table" aria-label={t("compare.label")} aria-colcount={9}>
        <div role="row" className={`${classes.columns} ${classes.head}`}>
          <span role="columnheader">
            <span className="sr">{t("compare.hosts")}</span>
          </span>
          {COLUMNS.map((column) => (
            <span
              key={column}
              role="columnheader"
              className={RIGHT.has(column) ? "num" : ""}
              title={column === "number" ? t("compare.numberHint") : undefined}
            >
              {t(`compare.columns.${column}`)}
            </span>
          ))}
        </div>
        {lines.map((line) => (
          <StepRows key={line.key} line={line} scale={scale} />
        ))}
      </div>
    </div>
  );
}

import { Checkbox } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

import type { ImportItem } from "../../ipc/generated";
import { PreviewRow } from "./preview-row";
import { Rows } from "./rows";
import classes from "./transfer.module.css";

type Props = { items: ImportItem[]; ticked: ReadonlySet<string>; onChange: (ticked: ReadonlySet<string>) => void };

/** New, changed, the same, refused: each with what there is to know before it is taken. */
export function PreviewTable({ items, ticked, onChange }: Props) {
  const { t } = useTranslation("transfer");
  const scroller = useRef<HTMLDivElement>(null);
  const free = items.filter(canBeTaken).map((item) => item.key);
  const toggle = (key: string) => {
    const next = new Set(ticked);
    if (!next.delete(key)) next.add(key);
    onChange(next);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so it must take the focus
    <div ref={scroller} className={classes.frame} tabIndex={0}>
      <div role="table" aria-label={t("import.previewTitle")}>
        <div role="row" className={`${classes.row} ${classes.head}`}>
          <span role="columnheader">
            <Checkbox
              aria-label={t("import.tickAll")}
              checked={free.length > 0 && ticked.size === free.length}
              indeterminate={ticked.size > 0 && ticked.size < free.length}
              disabled={free.length === 0}
              onChange={() => onChange(new Set(ticked.size === free.length ? [] : free))}
            />
          </span>
          {(["environment", "name", "kind", "addresses", "change"] as const).map((column) => (
            <span key={column} role="columnheader">
              {t(`import.columns.${column}`)}
            </span>
          ))}
        </div>
        <Rows items={items} keyOf={({ key }) => key} estimate={37} scroller={scroller}>
          {(item) => (
            <PreviewRow
              item={item}
              ticked={ticked.has(item.key)}
              onTick={canBeTaken(item) ? () => toggle(item.key) : null}
            />
          )}
        </Rows>
      </div>
      {items.length === 0 && <p className={classes.none}>{t("import.empty")}</p>}
    </div>
  );
}

function canBeTaken({ change }: ImportItem): boolean {
  return change === "new" || change === "changed";
}

import { useTranslation } from "react-i18next";

import type { RollbackPreview, TaskOperator } from "../../../ipc/generated";
import classes from "./lock.module.css";

/** What an operator does, and for a rollback what it undoes and deletes. */
export function WhatHappens({ operator, preview }: { operator: TaskOperator; preview: RollbackPreview | null }) {
  const { t } = useTranslation("clusters");
  const lines = preview?.hosts.flatMap(({ address, paths }) => paths.map((path) => `${address}  ${path}`)) ?? [];
  return (
    <>
      <p>{t(`lock.text.${operator}`)}</p>
      {preview !== null && preview.steps.length > 0 && (
        <>
          <h3 className={classes.heading}>{t("lock.undone")}</h3>
          <p>{preview.steps.join(" → ")}</p>
        </>
      )}
      {lines.length > 0 && (
        <>
          <h3 className={classes.heading}>{t("lock.deleted")}</h3>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so it must take the focus */}
          <ul className={`${classes.paths} mono selectable`} tabIndex={0}>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";

import classes from "./cluster-list.module.css";
import { DeleteDialog } from "./delete-dialog";
import { DraftRow } from "./draft-row";
import { OperationRow } from "./operation-row";
import type { HomeRow } from "./rows";

const COLUMNS = ["environment", "name", "hosts", "state", "progress", "when"] as const;

export function ClusterList({ rows }: { rows: HomeRow[] }) {
  const { t } = useTranslation("clusters");
  const [deleting, setDeleting] = useState<HomeRow | null>(null);
  return (
    <>
      <div role="table" aria-label={t("title")}>
        <div role="rowgroup">
          <div role="row" className={`${classes.row} ${classes.head}`}>
            {COLUMNS.map((column) => (
              <span key={column} role="columnheader" className="cut">
                {t(`columns.${column}`)}
              </span>
            ))}
            <span role="columnheader">
              <span className="sr">{t("columns.actions")}</span>
            </span>
          </div>
        </div>
        <div role="rowgroup">
          {rows.map((row) =>
            row.type === "draft" ? (
              <DraftRow key={row.draft.id} draft={row.draft} onDelete={() => setDeleting(row)} />
            ) : (
              <OperationRow key={row.operation.id} operation={row.operation} onDelete={() => setDeleting(row)} />
            ),
          )}
        </div>
      </div>
      {deleting !== null && <DeleteDialog row={deleting} onClose={() => setDeleting(null)} />}
    </>
  );
}

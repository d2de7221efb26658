import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import type { RunComparison } from "../../../ipc/generated";
import { useCommand, useCommandMutation } from "../../../ipc/hooks";
import { PageFrame } from "../../../shared/shell/page-frame";
import { Button } from "../../../shared/ui/button";
import { EmptyState } from "../../../shared/ui/empty-state";
import { ErrorNote } from "../../../shared/ui/error-note";
import { Segmented } from "../../../shared/ui/segmented";
import { useRecordName } from "../record-name";
import classes from "./compare.module.css";
import { inOrder, type Order, stepLines } from "./model";
import { StepsTable } from "./steps-table";
import { Totals } from "./totals";
import { useBackKey } from "./use-back-key";

type Props = { beforeId: string; afterId: string };

/** Two runs of the same task side by side, from the history. No host is asked. */
export function ComparePage({ beforeId, afterId }: Props) {
  const { t } = useTranslation("history");
  const [, navigate] = useLocation();
  const comparison = useCommand("compare_runs", { beforeId, afterId });
  useBackKey(() => navigate("/tasks"));
  return (
    <PageFrame trail={[t("compare.place")]}>
      <div className={classes.page}>
        {comparison.isPending && (
          <p role="status" className={classes.waiting}>
            {t("compare.reading")}
          </p>
        )}
        {comparison.error?.problem.code === "notFound" && (
          <>
            <header className={classes.top}>
              <h1>{t("compare.place")}</h1>
            </header>
            <EmptyState
              icon="search"
              title={t("compare.gone")}
              action={<Button onClick={() => navigate("/tasks")}>{t("compare.toTasks")}</Button>}
            >
              {t("compare.goneHint")}
            </EmptyState>
          </>
        )}
        {comparison.error !== null && comparison.error.problem.code !== "notFound" && (
          <div className={classes.failed}>
            <h1>{t("compare.place")}</h1>
            <ErrorNote error={comparison.error.problem} onRetry={() => void comparison.refetch()} />
            <Button icon="arrowLeft" onClick={() => navigate("/tasks")}>
              {t("compare.toTasks")}
            </Button>
          </div>
        )}
        {comparison.data !== undefined && comparison.error === null && (
          <Comparison
            comparison={comparison.data}
            onSwap={() => navigate(`/history/compare/${afterId}/${beforeId}`, { replace: true })}
          />
        )}
      </div>
    </PageFrame>
  );
}

function Comparison({ comparison, onSwap }: { comparison: RunComparison; onSwap: () => void }) {
  const { t } = useTranslation("history");
  const [, navigate] = useLocation();
  const nameOf = useRecordName();
  const [order, setOrder] = useState<Order>("steps");
  const open = useCommandMutation("open_record");
  const { before, after, steps } = comparison;
  const asRun = useMemo(() => stepLines(steps), [steps]);
  const lines = useMemo(() => inOrder(asRun, order), [asRun, order]);
  const orders = [
    { value: "steps", label: t("compare.orders.steps") },
    { value: "difference", label: t("compare.orders.difference") },
  ] as const;
  return (
    <>
      <header className={classes.top}>
        <h1 className="cut grow">{t("compare.title", { name: nameOf(after) })}</h1>
        <Button icon="arrowLeft" onClick={() => navigate("/tasks")}>
          {t("compare.toTasks")}
        </Button>
      </header>
      {open.error !== null && (
        <div className={classes.failed}>
          <ErrorNote error={open.error.problem} />
        </div>
      )}
      <Totals
        before={before}
        after={after}
        lines={lines}
        onSwap={onSwap}
        onOpen={(recordId) =>
          open.mutate(
            { recordId },
            { onSuccess: ({ operationId }) => operationId !== null && navigate(`/operations/${operationId}`) },
          )
        }
      />
      <div className={classes.tools}>
        <h2 className="grow">{t("compare.label")}</h2>
        <Segmented label={t("compare.order")} value={order} options={[...orders]} onChange={setOrder} />
      </div>
      <StepsTable lines={lines} />
    </>
  );
}

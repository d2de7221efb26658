import { useTranslation } from "react-i18next";

import type { PlanComparison } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { PlanDialog } from "./plan-dialog";
import { PlanDifferences } from "./plan-differences";
import classes from "./plan.module.css";
import { PlanNotes } from "./plan-notes";

/** Two plan files side by side. */
export function ComparisonDialog({ comparison, onClose }: { comparison: PlanComparison; onClose: () => void }) {
  const { t } = useTranslation("plan");
  const { t: shared } = useTranslation("shared");
  const { before, after, differences } = comparison;
  const refused = [before, after].filter(({ refusals }) => refusals.length > 0);
  const count = t("comparison.differences", { count: differences.length });
  return (
    <PlanDialog
      title={t("comparison.title")}
      onClose={onClose}
      actions={
        <Button size="lg" onClick={onClose} data-autofocus>
          {shared("close")}
        </Button>
      }
    >
      {refused.map((plan) => (
        <section key={plan.importId} className={classes.part}>
          <h3>{t("comparison.refused", { file: plan.file })}</h3>
          <PlanNotes notes={plan.refusals} tone="failed" />
        </section>
      ))}
      {refused.length === 0 && (
        <section className={classes.part}>
          <h3>{differences.length === 0 ? t("comparison.same") : count}</h3>
          {differences.length > 0 && (
            <PlanDifferences differences={differences} before={before.file} after={after.file} label={count} />
          )}
        </section>
      )}
    </PlanDialog>
  );
}

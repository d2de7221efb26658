import { useTranslation } from "react-i18next";

import { Button } from "../../../shared/ui/button";
import classes from "./views.module.css";

/** In the place of the steps: there are none, or the filter hides all of them. */
export function NoSteps({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation("tasks");
  return (
    <div className={classes.none} role="status">
      {t(filtered ? "filter.none" : "filter.nothing")}
      {filtered && (
        <Button size="sm" onClick={onClear}>
          {t("filter.clear")}
        </Button>
      )}
    </div>
  );
}

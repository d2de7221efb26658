import { useTranslation } from "react-i18next";

import type { OperationView } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { Chip } from "../../../shared/ui/chip";
import { type StepFilter, countSteps } from "./rows";
import classes from "./toolbar.module.css";

type Props = {
  operation: OperationView;
  filter: StepFilter;
  onFilter: (filter: StepFilter) => void;
  onZoom: (action: "in" | "out" | "fit") => void;
  /** Offered once the user has panned away from now. */
  onJump: (() => void) | null;
};

const FILTERS: StepFilter[] = ["all", "failed", "running", "waiting"];

export function Toolbar({ operation, filter, onFilter, onZoom, onJump }: Props) {
  const { t } = useTranslation("tasks");
  return (
    <div className={classes.bar}>
      <h2>{t("timeline.label")}</h2>
      <div role="group" aria-label={t("filter.label")} className={classes.chips}>
        {FILTERS.map((name) => (
          <Chip key={name} pressed={filter === name} onPress={() => onFilter(name)} count={countSteps(operation, name)}>
            {t(`filter.${name}`)}
          </Chip>
        ))}
      </div>
      <span className="grow" />
      {onJump && (
        <button type="button" className={classes.jump} onClick={onJump}>
          {t("timeline.jump")}
          <kbd>n</kbd>
        </button>
      )}
      <div className={classes.zoom}>
        <Button
          size="sm"
          look="bare"
          icon="minus"
          aria-label={t("timeline.zoomOut")}
          title={t("timeline.zoomOut")}
          onClick={() => onZoom("out")}
        />
        <Button size="sm" look="bare" onClick={() => onZoom("fit")}>
          {t("timeline.fit")}
        </Button>
        <Button
          size="sm"
          look="bare"
          icon="plus"
          aria-label={t("timeline.zoomIn")}
          title={t("timeline.zoomIn")}
          onClick={() => onZoom("in")}
        />
      </div>
    </div>
  );
}

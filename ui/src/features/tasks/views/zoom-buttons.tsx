import { useTranslation } from "react-i18next";

import { Button } from "../../../shared/ui/button";
import classes from "./view-bar.module.css";

export type Zoom = "in" | "out" | "fit";

export function ZoomButtons({ onZoom }: { onZoom: (zoom: Zoom) => void }) {
  const { t } = useTranslation("tasks");
  return (
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
  );
}

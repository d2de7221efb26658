import { useTranslation } from "react-i18next";

import type { StateView } from "../../../ipc/generated";
import { useDuration } from "../../tasks/parts/use-duration";
import classes from "./compare.module.css";

type Timed = { state: StateView; tookMs: number | null };

/** How long it took in one run, or why nobody can say. */
export function Time({ figures }: { figures: Timed | null }) {
  const { t } = useTranslation("history");
  const duration = useDuration();
  if (figures === null) {
    return (
      <span role="cell" className={`num t3 ${classes.small}`}>
        {t("compare.missing")}
      </span>
    );
  }
  const { tookMs, state } = figures;
  if (tookMs === null) {
    const idle = state.kind === "pending" || state.kind === "ready";
    return (
      <span role="cell" className={`num t3 ${classes.small}`}>
        {t(idle ? "compare.notRun" : "compare.unknown")}
      </span>
    );
  }
  return (
    <span role="cell" className="num">
      {duration(tookMs)}
    </span>
  );
}

/** How often it was tried; both where they differ. */
export function Attempts({ before, after }: { before: number | null; after: number | null }) {
  const { t } = useTranslation("history");
  const differ = before !== null && after !== null && before !== after;
  return (
    <span role="cell" className={differ ? "num med" : "num t2"}>
      {differ ? t("compare.attempts", { before, after }) : (after ?? before)}
    </span>
  );
}

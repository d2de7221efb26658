import { useTranslation } from "react-i18next";

import classes from "./log.module.css";

const CORNERS = {
  out: "M6 2.5H2.5V6M10 2.5h3.5V6M6 13.5H2.5V10M10 13.5h3.5V10",
  in: "M2.5 6H6V2.5M13.5 6H10V2.5M2.5 10H6v3.5M13.5 10H10v3.5",
};

/** The log over the whole screen, and back. */
export function FullButton({ full, onFull }: { full: boolean; onFull: () => void }) {
  const { t } = useTranslation("tasks");
  const label = t(full ? "log.leaveFull" : "log.full");
  return (
    <button type="button" className={classes.full} aria-label={label} title={label} onClick={onFull}>
      <svg viewBox="0 0 16 16" width={14} height={14} aria-hidden>
        <path d={full ? CORNERS.in : CORNERS.out} />
      </svg>
    </button>
  );
}

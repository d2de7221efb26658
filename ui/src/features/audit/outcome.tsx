import { useTranslation } from "react-i18next";

import type { AuditOutcome } from "../../ipc/generated";
import { type ShownState, StateIcon } from "../../shared/state/state-icon";
import classes from "./audit.module.css";

const ICONS: Record<AuditOutcome, ShownState> = {
  intended: "unknown",
  accepted: "succeeded",
  rejected: "failed",
  unknown: "unknown",
  notSent: "passed",
  refused: "cancelled",
  done: "succeeded",
};

/** What became of it, as icon and word. */
export function Outcome({ outcome }: { outcome: AuditOutcome }) {
  const { t } = useTranslation("audit");
  return (
    <span className={classes.outcome} title={t(`outcomeLong.${outcome}`)}>
      <StateIcon state={ICONS[outcome]} />
      {t(`outcome.${outcome}`)}
    </span>
  );
}

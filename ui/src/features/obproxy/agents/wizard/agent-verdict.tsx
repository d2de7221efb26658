import { useTranslation } from "react-i18next";

import type { Choice, Verdict } from "../../../../ipc/generated";
import { type ShownState, StateIcon } from "../../../../shared/state/state-icon";
import classes from "./agents-table.module.css";
import { useProblemText } from "./problem-text";

const ICONS: Record<Verdict, ShownState> = {
  pending: "pending",
  pass: "succeeded",
  warn: "warning",
  fail: "failed",
  unknown: "unknown",
};

/** Whether an agent can take one more OBProxy, and why not. */
export function AgentVerdict({ choice, barred }: { choice: Choice | null; barred: boolean }) {
  const { t } = useTranslation("proxies");
  const text = useProblemText();
  if (choice === null) return <span className="t3">{t("wizard.notJudged")}</span>;
  const { verdict, code, args } = choice;
  const note = code === null ? null : text({ code, args, severity: verdict === "fail" ? "block" : "warn" });
  return (
    <span className={classes.verdict} title={note?.remedy}>
      {/* What cannot be chosen is grey already: a sign on it would shout. */}
      {!barred && <StateIcon state={ICONS[verdict]} />}
      <span className="cut">{note?.title ?? t(`wizard.verdicts.${verdict}`)}</span>
    </span>
  );
}

import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";

import { useCommandMutation } from "../../ipc/hooks";
import { Button } from "../../shared/ui/button";
import { ErrorNote } from "../../shared/ui/error-note";
import classes from "./connections-page.module.css";

/** Three pretend agents, and the wizard with them filled in. */
export function PracticePanel() {
  const { t } = useTranslation("connections");
  const [, navigate] = useLocation();
  const create = useCommandMutation("create_draft");
  const start = () =>
    create.mutate(
      { kind: "init", practice: true, connectionId: null },
      { onSuccess: (draft) => navigate(`/wizards/${draft.id}/hosts`) },
    );
  return (
    <section className={classes.practice} aria-labelledby="practice">
      <svg
        className={classes.drawing}
        viewBox="0 0 72 44"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        aria-hidden
      >
        <path d="M5 11h12M5 17h8M30 11h12M30 17h8M55 11h12M55 17h8" strokeLinecap="round" />
        {[1, 26, 51].map((x) => (
          <g key={x}>
            <rect x={x} y="4" width="20" height="36" rx="3" />
            <circle cx={x + 10} cy="31" r="3.5" />
          </g>
        ))}
      </svg>
      <div className="grow">
        <h2 id="practice">{t("practiceTitle")}</h2>
        <p className="t2">{t("practiceBody")}</p>
        {create.error !== null && <ErrorNote error={create.error.problem} />}
      </div>
      <Button size="lg" disabledReason={create.isPending ? t("practiceStarting") : null} onClick={start}>
        {t("practiceStart")}
      </Button>
    </section>
  );
}

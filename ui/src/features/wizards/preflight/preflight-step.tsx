import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Preflight, Verdict } from "../../../ipc/generated";
import { useSpeech } from "../../../shared/i18n/i18n";
import { StateIcon } from "../../../shared/state/state-icon";
import { formatAgo, formatDuration } from "../../../shared/time/format";
import { useNow } from "../../../shared/time/use-now";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { Note } from "../../../shared/ui/field";
import { StepHead } from "../../../shared/wizard/wizard-shell";
import { useWizard } from "../draft/context";
import { useProblemText } from "../draft/problem-text";
import { HostList } from "./host-list";
import { Matrix } from "./matrix";
import { besides, type Place, placeOf } from "./model";
import classes from "./preflight-step.module.css";
import { VerdictFilter } from "./verdict-filter";

const MATRIX_UP_TO = 12;

/** Whether the hosts are good for what the draft wants of them. */
export function PreflightStep() {
  const { t } = useTranslation("preflight");
  const { t: wizard } = useTranslation("wizard");
  const { preflight, onReveal } = useWizard();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [open, setOpen] = useState<Place | null>(null);
  const { result, phase } = preflight;
  const running = phase === "running";
  useEffect(() => {
    onReveal((problem) => {
      const place = result === null ? null : placeOf(result, problem);
      if (place === null) return false;
      setVerdict(null);
      setOpen(place);
      // A cell that the filter hid is there in the next frame.
      requestAnimationFrame(() => focusOn(place));
      return true;
    });
    return () => onReveal(null);
  }, [onReveal, result]);
  return (
    <>
      <StepHead
        title={wizard("steps.preflight")}
        lead={
          result === null
            ? t("notYet")
            : t("lead", {
                checks: t("checks", { count: result.rows.length }),
                hosts: wizard("hostCount", { count: result.hosts.length }),
              })
        }
        actions={
          <>
            <span className={classes.when}>{result !== null && <When preflight={result} />}</span>
            <Button
              icon="retry"
              disabledReason={running ? t("stillRunning") : null}
              reasonShown="elsewhere"
              onClick={preflight.again}
            >
              {t("again")}
            </Button>
          </>
        }
      />
      {preflight.problem !== null && (
        <div className={classes.notes}>
          <ErrorNote error={preflight.problem} onRetry={preflight.again} />
        </div>
      )}
      {result !== null && (
        <>
          <Besides preflight={result} />
          <VerdictFilter preflight={result} chosen={verdict} onChoose={setVerdict} />
          {result.hosts.length > MATRIX_UP_TO ? (
            <HostList {...{ preflight: result, verdict, open }} onOpen={setOpen} />
          ) : (
            <Matrix {...{ preflight: result, verdict, open }} onOpen={setOpen} />
          )}
        </>
      )}
    </>
  );
}

/** "Checked 40 s ago, took 1.2 s", or who is still asked. */
function When({ preflight }: { preflight: Preflight }) {
  const { t } = useTranslation("preflight");
  const { t: shared } = useTranslation("shared");
  const speech = useSpeech();
  const now = useNow();
  const { startedAt, endedAt, hosts } = preflight;
  if (endedAt === null) {
    return (
      <>
        <StateIcon state="running" />
        {t("running", { count: hosts.filter((host) => host.checking).length })}
      </>
    );
  }
  return t("checkedAt", {
    ago: formatAgo(endedAt, now, shared),
    took: formatDuration(endedAt - startedAt, speech),
  });
}

/** What blocks or wants consent and stands in no cell. */
function Besides({ preflight }: { preflight: Preflight }) {
  const { t } = useTranslation("preflight");
  const { t: wizard } = useTranslation("wizard");
  const { problems, goTo } = useWizard();
  const text = useProblemText();
  const found = besides(preflight, problems);
  if (found.length === 0) return null;
  return (
    <ul className={classes.notes} aria-label={t("overall")}>
      {found.map((problem) => {
        const note = text(problem);
        const title = problem.host === null ? note.title : `${problem.host}: ${note.title}`;
        return (
          <li key={`${problem.code} ${problem.host} ${problem.field}`} className={classes.note}>
            <Note note={{ ...note, title }} />
            {problem.step !== "preflight" && (
              <Button
                size="sm"
                look="bare"
                aria-label={`${wizard("review.go")}: ${note.title}`}
                onClick={() => goTo(problem)}
              >
                {wizard("review.go")}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function focusOn({ check, host }: Place): void {
  const cell = document.querySelector<HTMLElement>(`[data-place="${CSS.escape(`${check} ${host}`)}"]`);
  cell?.scrollIntoView({ block: "center", inline: "nearest" });
  cell?.focus({ preventScroll: true });
}

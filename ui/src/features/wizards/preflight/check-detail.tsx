import { useTranslation } from "react-i18next";

import type { Check, Preflight, PreflightCell } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { Button } from "../../../shared/ui/button";
import { CodeBlock } from "../../../shared/ui/code-block";
import { CopyButton } from "../../../shared/ui/copy-button";
import { reportOf } from "../../../shared/ui/error-note";
import { useWizard } from "../draft/context";
import { useProblemText } from "../draft/problem-text";
import classes from "./check-detail.module.css";
import { cellAt, isScripted, othersFine, type Place, STATE_OF } from "./model";
import { ScriptButton } from "./script-button";
import { formatCount, shortAddress, useCheckName, useValueText } from "./use-value-text";

/** A cell unfolded: what is wrong and why it matters, what to do, the command for it, and how the others are. */
export function CheckDetail({ preflight, place }: { preflight: Preflight; place: Place }) {
  const { t } = useTranslation("preflight");
  const { t: shared } = useTranslation("shared");
  const { draft, preflight: flight } = useWizard();
  const name = useCheckName(draft)(place.check);
  const problemText = useProblemText();
  const cell = cellAt(preflight, place);
  const host = preflight.hosts.find(({ address }) => address === place.host);
  const title = useTitle(place.check, name, cell);
  const limits = useLimits(preflight, place.check);
  if (cell === null || host === undefined) return null;
  const short = shortAddress(place.host);
  const problem = cell.problem === null ? null : problemText(cell.problem);
  const others = othersFine(preflight, place);
  const running = flight.phase === "running" ? t("stillRunning") : null;
  return (
    <section
      className={`${classes.detail} ${classes[cell.verdict]}`}
      aria-label={t("detail.label", { check: name, host: place.host })}
    >
      <p className={classes.title}>
        <StateIcon state={STATE_OF[cell.verdict]} />
        <span className="semi">
          {short}: {title}
        </span>
        <span className={classes.limits}>{limits}</span>
      </p>
      <p className={classes.words}>
        {cell.verdict === "unknown" ? `${t(`detail.${reasonOf(place.check, cell, host.problem !== null)}`)} ` : ""}
        {t(`check.${place.check}.why`)} {problem?.remedy}
      </p>
      {place.check === "answers" && host.problem !== null && (
        <p className={classes.said}>
          <span className="mono selectable">{host.problem.message}</span>
          <CopyButton text={reportOf(host.problem)} label={shared("copyReport")} />
        </p>
      )}
      {cell.command !== null && (
        <div className={classes.command}>
          <CodeBlock code={cell.command} label={t("detail.command")} />
        </div>
      )}
      <div className={classes.actions}>
        <Button
          size="sm"
          icon="retry"
          disabledReason={running}
          reasonShown="elsewhere"
          onClick={() => flight.recheck(place.host)}
        >
          {t("again1", { host: short })}
        </Button>
        {cell.verdict === "unknown" && <ScriptButton look="button" />}
        {others.fine > 0 && (
          <span className={classes.others}>
            <StateIcon state="succeeded" />
            {others.fine === others.count
              ? t("detail.othersFine", { count: others.count })
              : t("detail.someFine", { fine: others.fine, count: others.count })}
          </span>
        )}
      </div>
    </section>
  );
}

function useTitle(check: Check, name: string, cell: PreflightCell | null): string {
  const { t } = useTranslation("preflight");
  const problemText = useProblemText();
  const text = useValueText();
  if (cell === null) return "";
  if (cell.problem !== null) return problemText(cell.problem).title;
  if (cell.verdict === "pending") return t("detail.pendingTitle", { check: name });
  if (cell.value === null) return t("detail.unknownTitle", { check: name });
  return t("detail.valueTitle", { check: name, value: text.full(check, cell.value) });
}

/** From where it warns and blocks, as far as that is one number. */
function useLimits({ rows }: Preflight, check: Check): string {
  const { t } = useTranslation("preflight");
  const text = useValueText();
  if (check === "clockOffset") return t("detail.clockLimits");
  if (check === "openFiles") return t("detail.filesLimits", { block: formatCount(20_000), warn: formatCount(655_350) });
  const need = rows.find((row) => row.check === check)?.need ?? null;
  return need === null ? "" : t("detail.need", { need: text.need(check, need) });
}

function reasonOf(check: Check, { value }: PreflightCell, unheard: boolean) {
  if (unheard) return "unknownSilent";
  if (isScripted(check)) return "unknownAgent";
  if (check === "ports") return "unknownPorts";
  return (check === "dataDisk" || check === "logDisk") && value !== null ? "unknownDisk" : "unknownSilent";
}

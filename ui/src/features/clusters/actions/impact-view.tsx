import { useTranslation } from "react-i18next";

import type { Impact, ImpactCode } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { Capacity } from "./capacity";
import classes from "./dialog.module.css";
import { Findings } from "./findings";

type Props = { impact: Impact; ticked: ReadonlySet<string>; onTick: (tick: string) => void };

/** Findings that say what the capacity's first line would. */
const ABOUT_MAJORITY: ReadonlySet<ImpactCode> = new Set(["majority", "majorityLost"]);

/** What would happen: capacity, findings, what runs meanwhile, the way back, the steps. */
export function ImpactView({ impact, ticked, onTick }: Props) {
  const { t } = useTranslation("clusters");
  const { capacity, findings, running, undo, steps } = impact;
  return (
    <>
      {findings.length > 0 && <Findings findings={findings} ticked={ticked} onTick={onTick} />}
      {capacity !== null && (
        <Capacity capacity={capacity} told={findings.some(({ code }) => ABOUT_MAJORITY.has(code))} />
      )}
      <dl className={classes.facts}>
        <dt>{t("impact.running")}</dt>
        <dd>
          {running.length === 0 && t("impact.noneRunning")}
          {running.map(({ id, name, state, done, total }) => (
            <span key={id} className={classes.task}>
              <StateIcon state={state.kind} />
              {name} {done}/{total}
            </span>
          ))}
        </dd>
        <dt>{t("impact.undo")}</dt>
        <dd>{t(`undo.${undo}`)}</dd>
      </dl>
      {steps.length > 0 && (
        <details className={classes.steps}>
          <summary>{t("impact.steps", { count: steps.length })}</summary>
          <ol>
            {steps.map((step, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- a step's name may come twice
              <li key={`${index} ${step}`}>{step}</li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}

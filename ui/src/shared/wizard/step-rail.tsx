import { useTranslation } from "react-i18next";

import { Icon } from "../icons/icon";
import { StateIcon } from "../state/state-icon";
import classes from "./step-rail.module.css";

export type RailStep<Id extends string> = {
  id: Id;
  name: string;
  /** What the step holds by now: "6 hosts in 3 zones". */
  note?: string | undefined;
  state: "done" | "here" | "todo" | "problem";
  /** Cannot be gone to from the rail. */
  off?: boolean;
};

type Props<Id extends string> = { title: string; steps: RailStep<Id>[]; onStep: (id: Id) => void };

const SPOKEN = { done: "stepDone", here: "stepHere", todo: "stepTodo", problem: "stepProblem" } as const;

export function StepRail<Id extends string>({ title, steps, onStep }: Props<Id>) {
  const { t } = useTranslation("shared");
  return (
    <nav className={classes.rail} aria-label={t("steps")}>
      <h2 className={classes.title}>{title}</h2>
      <ol className={classes.list}>
        {steps.map((step, index) => (
          <li key={step.id} className={`${classes.item} ${classes[step.state]}`}>
            <button
              type="button"
              className={classes.step}
              aria-current={step.state === "here" ? "step" : undefined}
              aria-disabled={step.off || undefined}
              onClick={() => step.off !== true && onStep(step.id)}
            >
              <span className={classes.dot} aria-hidden>
                <Dot state={step.state} number={index + 1} />
              </span>
              <span className={classes.words}>
                <span className={classes.name}>{step.name}</span>
                <span className="sr">, {t(SPOKEN[step.state])}</span>
                {step.note !== undefined && <span className={classes.note}>{step.note}</span>}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Dot({ state, number }: { state: RailStep<string>["state"]; number: number }) {
  if (state === "done") return <Icon name="check" size={14} />;
  if (state === "problem") return <StateIcon state="failed" size={14} />;
  return number;
}

import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { type RailStep, StepRail } from "./step-rail";
import classes from "./wizard-shell.module.css";

type Props<Id extends string> = {
  title: string;
  steps: RailStep<Id>[];
  onStep: (id: Id) => void;
  summary: ReactNode;
  footer: ReactNode;
  children: ReactNode;
};

/** Steps left, form in the middle, summary right, actions below. */
export function WizardShell<Id extends string>({ title, steps, onStep, summary, footer, children }: Props<Id>) {
  const { t } = useTranslation("shared");
  return (
    <div className={classes.wizard}>
      <StepRail title={title} steps={steps} onStep={onStep} />
      <div className={classes.middle} data-scroll>
        {children}
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
      <aside className={classes.summary} aria-label={t("summary")} tabIndex={0}>
        {summary}
      </aside>
      <footer className={classes.footer}>{footer}</footer>
    </div>
  );
}

type HeadProps = { title: string; lead: ReactNode; actions?: ReactNode };

/** A step's title, one sentence on what it is for, and its actions. */
export function StepHead({ title, lead, actions }: HeadProps) {
  return (
    <div className={classes.head}>
      <div className="grow">
        <h1 tabIndex={-1} data-step-title>
          {title}
        </h1>
        <p className={classes.lead}>{lead}</p>
      </div>
      {actions}
    </div>
  );
}

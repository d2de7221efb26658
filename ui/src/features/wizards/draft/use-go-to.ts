import { type RefObject, useEffect, useRef } from "react";

import type { Problem } from "../../../ipc/generated";
import type { FormStep } from "./problems";

type Reveal = {
  host: RefObject<((index: number) => void) | null>;
  check: RefObject<((problem: Problem) => boolean) | null>;
};

/** Goes to the step of a problem and puts the cursor where it can be solved. */
export function useGoTo(
  step: FormStep,
  goToStep: (step: FormStep) => void,
  reveal: Reveal,
): (problem: Problem) => void {
  const target = useRef<Problem | null>(null);
  const lastStep = useRef(step);

  const show = (problem: Problem) => {
    if (reveal.check.current?.(problem) === true) return;
    const row = /^hosts\[(\d+)\]/.exec(problem.field ?? "")?.[1];
    if (row !== undefined) reveal.host.current?.(Number(row));
    // A row that was not drawn is there in the next frame.
    requestAnimationFrame(() => focusOn(problem));
  };

  useEffect(() => {
    if (lastStep.current === step) return;
    lastStep.current = step;
    // A new step begins at its title, for readers and for the keyboard.
    if (target.current === null) focusOnTitle();
    else show(target.current);
    target.current = null;
  });

  return (problem) => {
    if (problem.step === "run" || problem.step === step) return show(problem);
    if (reveal.check.current?.(problem) === true) return undefined;
    target.current = problem;
    goToStep(problem.step);
    return undefined;
  };
}

function focusOn({ field, host }: Problem): void {
  const element =
    (field === null ? null : find("data-field", field)) ?? (host === null ? null : find("data-host", host));
  if (element === null) return focusOnTitle();
  element.scrollIntoView({ block: "center" });
  element.focus({ preventScroll: true });
}

function focusOnTitle(): void {
  document.querySelector<HTMLElement>("[data-step-title]")?.focus();
}

function find(attribute: string, value: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[${attribute}="${CSS.escape(value)}"]`);
}

import { type RefObject, useEffect, useRef } from "react";

import type { ObproxyProblem } from "../../../ipc/generated";
import { type FormStep, stepOf } from "./problems";

type Reveal = RefObject<((field: string) => void) | null>;

/** Goes to the step of a problem and puts the cursor where it can be solved. */
export function useGoTo(
  step: FormStep,
  goToStep: (step: FormStep) => void,
  reveal: Reveal,
): (problem: ObproxyProblem) => void {
  const target = useRef<ObproxyProblem | null>(null);
  const lastStep = useRef(step);
  const show = (field: string | null) => {
    if (field !== null) reveal.current?.(field);
    // A row that was not drawn is there in the next frame.
    requestAnimationFrame(() => focusOn(field));
  };
  useEffect(() => {
    if (lastStep.current === step) return;
    lastStep.current = step;
    // A new step begins at its title, for readers and for the keyboard.
    if (target.current === null) focusOn(null);
    else show(target.current.field);
    target.current = null;
  });
  return (problem) => {
    if (stepOf(problem.step) === step) return show(problem.field);
    target.current = problem;
    goToStep(stepOf(problem.step));
    return undefined;
  };
}

function focusOn(field: string | null): void {
  const names = field === null ? [] : [field, field.replace(/\..*$/, ""), field.replace(/\[.*$/, "")];
  const [element] = names.flatMap((name) => find(name) ?? []);
  if (element === undefined) return document.querySelector<HTMLElement>("[data-step-title]")?.focus();
  element.scrollIntoView({ block: "center" });
  element.focus({ preventScroll: true });
  return undefined;
}

function find(field: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`);
}

import { useEffect, useRef } from "react";

import type { ObproxyProblem } from "../../../../ipc/generated";
import { type AgentStep, stepOf } from "./problems";

/** Goes to the step of a problem and puts the cursor where it can be solved. */
export function useAgentGoTo(step: AgentStep, goToStep: (step: AgentStep) => void): (problem: ObproxyProblem) => void {
  const target = useRef<ObproxyProblem | null>(null);
  const lastStep = useRef(step);
  useEffect(() => {
    if (lastStep.current === step) return;
    lastStep.current = step;
    // A new step begins at its title, for readers and for the keyboard.
    focusOn(target.current?.field ?? null);
    target.current = null;
  });
  return (problem) => {
    if (stepOf(problem.step) === step) return focusOn(problem.field);
    target.current = problem;
    goToStep(stepOf(problem.step));
    return undefined;
  };
}

function focusOn(field: string | null): void {
  const [element] = field === null ? [] : [field, field.replace(/\..*$/, "")].flatMap((name) => find(name) ?? []);
  if (element === undefined) return document.querySelector<HTMLElement>("[data-step-title]")?.focus();
  element.scrollIntoView({ block: "center" });
  element.focus({ preventScroll: true });
  return undefined;
}

function find(field: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`);
}

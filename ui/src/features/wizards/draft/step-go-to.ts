import { useEffect, useRef } from "react";

type Going<S extends string, P> = {
  step: S;
  goToStep: (step: S) => void;
  stepOf: (problem: P) => S;
  /** Puts the cursor where the problem can be solved, in the step that is open. */
  show: (problem: P) => void;
};

/** Goes to the step of a problem, and shows it there. */
export function useStepGoTo<S extends string, P>({ step, goToStep, stepOf, show }: Going<S, P>): (problem: P) => void {
  const target = useRef<P | null>(null);
  const lastStep = useRef(step);
  useEffect(() => {
    if (lastStep.current === step) return;
    lastStep.current = step;
    // A new step begins at its title, for readers and for the keyboard.
    if (target.current === null) focusOnTitle();
    else show(target.current);
    target.current = null;
  });
  return (problem) => {
    if (stepOf(problem) === step) return show(problem);
    target.current = problem;
    goToStep(stepOf(problem));
    return undefined;
  };
}

/** The first of these that is there; else the title. A row that was not drawn is there in the next frame. */
export function focusSoon(selectors: string[]): void {
  requestAnimationFrame(() => {
    const [element] = selectors.flatMap((selector) => document.querySelector<HTMLElement>(selector) ?? []);
    if (element === undefined) return focusOnTitle();
    element.scrollIntoView({ block: "center" });
    element.focus({ preventScroll: true });
    return undefined;
  });
}

/** The selector of an attribute that has just this value. */
export function withAttribute(name: string, value: string): string {
  return `[${name}="${CSS.escape(value)}"]`;
}

function focusOnTitle(): void {
  document.querySelector<HTMLElement>("[data-step-title]")?.focus();
}

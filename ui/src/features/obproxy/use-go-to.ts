import type { RefObject } from "react";

import type { ObproxyProblem, ObproxyStep } from "../../ipc/generated";
import { focusSoon, useStepGoTo, withAttribute } from "../wizards/draft/step-go-to";

type Going<S extends string> = {
  step: S;
  goToStep: (step: S) => void;
  stepOf: (step: ObproxyStep) => S;
  /** Draws the row that a field is in. */
  reveal?: RefObject<((field: string) => void) | null>;
};

/** Goes to the step of a problem and puts the cursor where it can be solved. */
export function useGoTo<S extends string>({ step, goToStep, stepOf, reveal }: Going<S>) {
  return useStepGoTo({
    step,
    goToStep,
    stepOf: (problem: ObproxyProblem) => stepOf(problem.step),
    show: ({ field }) => {
      if (field !== null) reveal?.current?.(field);
      const names = field === null ? [] : [field, field.replace(/\..*$/, ""), field.replace(/\[.*$/, "")];
      focusSoon(names.map((name) => withAttribute("data-field", name)));
    },
  });
}

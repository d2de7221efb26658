import type { RefObject } from "react";

import type { Problem } from "../../../ipc/generated";
import type { FormStep } from "./problems";
import { focusSoon, useStepGoTo, withAttribute } from "./step-go-to";

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
  const show = (problem: Problem) => {
    if (reveal.check.current?.(problem) === true) return;
    const { field, host } = problem;
    const row = /^hosts\[(\d+)\]/.exec(field ?? "")?.[1];
    if (row !== undefined) reveal.host.current?.(Number(row));
    focusSoon([
      ...(field === null ? [] : [withAttribute("data-field", field)]),
      ...(host === null ? [] : [withAttribute("data-host", host)]),
    ]);
  };
  const go = useStepGoTo({
    step,
    goToStep,
    stepOf: (problem: Problem) => (problem.step === "run" ? step : problem.step),
    show,
  });
  return (problem) => {
    if (reveal.check.current?.(problem) !== true) go(problem);
  };
}

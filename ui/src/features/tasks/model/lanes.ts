import type { StepView } from "../../../ipc/generated";

/** The one host that a step works on; empty when it is none in particular, or several. */
export function laneOf({ runs }: StepView): string {
  const [only] = runs;
  return runs.length === 1 && only !== undefined ? only.host : "";
}

/** Whether single steps are those of several hosts, which are to be told apart. */
export function hasLanes(steps: readonly StepView[]): boolean {
  return new Set(steps.map(laneOf).filter((host) => host !== "")).size > 1;
}

/** The same steps, those of one host together: a lane a host. What is done once for all keeps its place between them. */
export function inLanes(steps: readonly StepView[]): StepView[] {
  const ordered: StepView[] = [];
  const lanes = new Map<string, StepView[]>();
  const close = () => {
    for (const lane of lanes.values()) ordered.push(...lane);
    lanes.clear();
  };
  for (const step of steps) {
    const host = laneOf(step);
    if (host === "") {
      close();
      ordered.push(step);
    } else {
      lanes.set(host, [...(lanes.get(host) ?? []), step]);
    }
  }
  close();
  return ordered;
}

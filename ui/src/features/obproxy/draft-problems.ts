import type { AcceptedObproxyProblem, ObproxyDraft, ObproxyProblem } from "../../ipc/generated";

export function warningsOf(problems: readonly ObproxyProblem[]): ObproxyProblem[] {
  return problems.filter(({ severity }) => severity === "warn");
}

/** The warnings that the user has not agreed to. */
export function unacceptedOf(problems: readonly ObproxyProblem[], { accepted }: ObproxyDraft): ObproxyProblem[] {
  return warningsOf(problems).filter(
    ({ code, field }) => !accepted.some((known) => known.code === code && known.field === field),
  );
}

export function acceptanceOf({ code, field }: ObproxyProblem): AcceptedObproxyProblem {
  return { code, field };
}

/** The worst problem at an input. */
export function problemAt(problems: readonly ObproxyProblem[], field: string): ObproxyProblem | null {
  const here = problems.filter((problem) => problem.field === field);
  return here.find(({ severity }) => severity === "block") ?? here[0] ?? null;
}

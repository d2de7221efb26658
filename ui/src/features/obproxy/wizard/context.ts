import { createContext, useContext } from "react";

import type {
  ConnectionView,
  ObproxyCheck,
  ObproxyDraft,
  ObproxyProblem,
  OcpHosts,
  OcpObClusters,
  OcpObproxyForm,
  OcpPackages,
} from "../../../ipc/generated";
import type { FieldNote } from "../../../shared/ui/field";
import type { DraftEditor } from "../../wizards/draft/editor";
import type { LookUp } from "../look-up/use-look-up";
import { useProblemText } from "./problem-text";
import { problemAt } from "../draft-problems";

/** What every step works on. */
export type OcpWizardState = {
  editor: DraftEditor<ObproxyDraft>;
  draft: ObproxyDraft;
  form: OcpObproxyForm;
  /** The OCP; null until the list is there, or when it is gone. */
  connection: ConnectionView | null;
  problems: ObproxyProblem[];
  /** Null until the first check is there. */
  check: ObproxyCheck | null;
  hosts: LookUp<OcpHosts>;
  packages: LookUp<OcpPackages>;
  clusters: LookUp<OcpObClusters>;
  edit: (change: (form: OcpObproxyForm) => OcpObproxyForm) => void;
  /** Goes to the step and the input that a problem is about. */
  goTo: (problem: ObproxyProblem) => void;
  /** A table that draws not all its rows brings one into sight. */
  onReveal: (reveal: ((field: string) => void) | null) => void;
};

export const OcpWizardContext = createContext<OcpWizardState | null>(null);

export function useOcpWizard(): OcpWizardState {
  const wizard = useContext(OcpWizardContext);
  if (wizard === null) throw new Error("used outside the wizard");
  return wizard;
}

/** The problem at an input, in words. */
export function useFieldNote(field: string): FieldNote | null {
  const { problems } = useOcpWizard();
  const text = useProblemText();
  const problem = problemAt(problems, field);
  return problem === null ? null : text(problem);
}

import { createContext, useContext } from "react";

import type {
  AgentObproxyForm,
  ConnectionView,
  ObproxyCheck,
  ObproxyDraft,
  ObproxyProblem,
} from "../../../../ipc/generated";
import type { FieldNote } from "../../../../shared/ui/field";
import type { DraftEditor } from "../../../wizards/draft/editor";
import { useProblemText } from "./problem-text";
import { problemAt } from "../../draft-problems";

/** What every step works on. */
export type AgentWizardState = {
  editor: DraftEditor<ObproxyDraft>;
  draft: ObproxyDraft;
  form: AgentObproxyForm;
  /** Whose agents they are; null until the list is there, or when it is gone. */
  connection: ConnectionView | null;
  problems: ObproxyProblem[];
  /** Null until the first check is there. */
  check: ObproxyCheck | null;
  edit: (change: (form: AgentObproxyForm) => AgentObproxyForm) => void;
  /** The agents to run it; one that was taken out and comes back has its own values again. */
  choose: (agents: (form: AgentObproxyForm) => readonly string[]) => void;
  /** Goes to the step and the input that a problem is about. */
  goTo: (problem: ObproxyProblem) => void;
  /** A password field holds a value that is stored when it is left: until then it is not missing. */
  onPending: (field: string, state: "pending" | "settled") => void;
};

export const AgentWizardContext = createContext<AgentWizardState | null>(null);

export function useAgentWizard(): AgentWizardState {
  const wizard = useContext(AgentWizardContext);
  if (wizard === null) throw new Error("used outside the wizard");
  return wizard;
}

/** The problem at an input, in words. */
export function useFieldNote(field: string): FieldNote | null {
  const { problems } = useAgentWizard();
  const text = useProblemText();
  const problem = problemAt(problems, field);
  return problem === null ? null : text(problem);
}

import { createContext, type RefObject, useContext, useSyncExternalStore } from "react";

import type { ConnectionView, WizardDraft, Problem } from "../../../ipc/generated";
import type { FieldNote } from "../../../shared/ui/field";
import type { Probes } from "../hosts/use-probes";
import type { PreflightState } from "../preflight/use-preflight";
import type { DraftEditor, EditorState } from "./editor";
import { useProblemText } from "./problem-text";
import { problemAt } from "./problems";

/** What every step works on. */
export type Wizard = {
  editor: DraftEditor;
  draft: WizardDraft;
  problems: Problem[];
  probes: Probes;
  preflight: PreflightState;
  /** The cluster that the hosts are to become part of; null for a new one, or when it is gone. */
  target: ConnectionView | null;
  /** Goes to the step and the input that a problem is about. */
  goTo: (problem: Problem) => void;
  /** A field holds a value that is stored when it is left: until then nothing is missing there. */
  onPending: (field: string, state: "pending" | "settled") => void;
  /** The way to the hosts is as the user wants it: they are asked that way from now on. */
  settleReach: () => void;
  /** Set by the table of hosts: brings a row into view, which may not be drawn, and unfolds it. */
  revealHost: RefObject<((index: number) => void) | null>;
  /** The pre-flight tells how it opens the cell that shows a problem; that gives false when there is none. */
  onReveal: (reveal: ((problem: Problem) => boolean) | null) => void;
};

export const WizardContext = createContext<Wizard | null>(null);

export function useWizard(): Wizard {
  const wizard = useContext(WizardContext);
  if (wizard === null) throw new Error("used outside the wizard");
  return wizard;
}

export function useEditorState<Draft>(editor: DraftEditor<Draft>): EditorState<Draft> {
  return useSyncExternalStore(editor.subscribe, editor.state);
}

/** The problem at an input, in words. */
export function useFieldNote(field: string): FieldNote | null {
  const { problems } = useWizard();
  const text = useProblemText();
  const problem = problemAt(problems, field);
  return problem === null ? null : text(problem);
}

import { type FormFieldProps, NotedInput } from "../../noted-input";
import { useAgentWizard, useFieldNote } from "./context";

/** An input of the form with what is wrong with it. */
export function FormField(props: FormFieldProps) {
  const { editor } = useAgentWizard();
  return <NotedInput {...props} note={useFieldNote(props.field)} onLeave={() => void editor.flush()} />;
}

import { type FormFieldProps, NotedInput } from "../noted-input";
import { useFieldNote, useOcpWizard } from "./context";

/** An input of the form with what is wrong with it. */
export function FormField(props: FormFieldProps) {
  const { editor } = useOcpWizard();
  return <NotedInput {...props} note={useFieldNote(props.field)} onLeave={() => void editor.flush()} />;
}

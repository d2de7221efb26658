import { useId } from "react";
import { useTranslation } from "react-i18next";

import type { ParameterScope } from "../../../ipc/generated";
import { Note, TextInput } from "../../../shared/ui/field";
import { useWizard } from "../draft/context";
import { useProblemText } from "../draft/problem-text";
import { problemAt } from "../draft/problems";
import classes from "./resources-step.module.css";
import { useScopeText } from "./use-scope-text";
import { type Placed, withParameter } from "./rows";

type Props = {
  name: string;
  scope: ParameterScope;
  entry: Placed | null;
  placeholder: string;
  /** An emptied value stays as an entry; otherwise it means "as OceanBase has it". */
  keepEmpty: boolean;
};

export function ValueInput({ name, scope, entry, placeholder, keepEmpty }: Props) {
  const { t } = useTranslation("wizard");
  const { editor, problems } = useWizard();
  const text = useProblemText();
  const scopeText = useScopeText();
  const id = useId();
  const at = entry === null ? null : `parameters[${entry.index}]`;
  const problem = at === null ? null : (problemAt(problems, `${at}.value`) ?? problemAt(problems, `${at}.name`));
  return (
    <>
      <TextInput
        mono
        aria-label={t("resources.valueOf", { name, scope: scopeText(scope) })}
        aria-invalid={problem?.severity === "block" || undefined}
        aria-describedby={problem === null ? undefined : id}
        data-field={problem?.field ?? (at === null ? undefined : `${at}.value`)}
        placeholder={placeholder === "" ? t("resources.unset") : placeholder}
        value={entry?.parameter.value ?? ""}
        onChange={(event) => {
          const value = event.currentTarget.value;
          editor.edit((now) => withParameter(now, scope, name, value === "" && !keepEmpty ? null : value));
        }}
        onBlur={() => void editor.flush()}
      />
      {problem !== null && (
        <div id={id} className={classes.note}>
          <Note note={text(problem)} />
        </div>
      )}
    </>
  );
}

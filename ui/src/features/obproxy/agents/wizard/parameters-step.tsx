import { useTranslation } from "react-i18next";

import { Button } from "../../../../shared/ui/button";
import { Chip } from "../../../../shared/ui/chip";
import { Note, TextInput } from "../../../../shared/ui/field";
import { StepHead } from "../../../../shared/wizard/wizard-shell";
import { withParameter } from "./changes";
import { useAgentWizard } from "./context";
import { problemAt } from "../../draft-problems";
import { useProblemText } from "./problem-text";
import classes from "./steps.module.css";
import { SUGGESTED } from "./suggested";

/** Start options of the OBProxy: any name, with those that are often needed at hand. */
export function ParametersStep() {
  const { t } = useTranslation("proxies");
  const { form, edit, editor } = useAgentWizard();
  const { parameters } = form;
  const add = (name: string, value: string) =>
    edit((now) => ({ ...now, parameters: [...now.parameters, { name, value }] }));
  const free = SUGGESTED.filter(({ name }) => !parameters.some((one) => one.name === name));
  return (
    <>
      <StepHead
        title={t("wizard.steps.parameters")}
        lead={t("wizard.parametersLead")}
        actions={
          <Button icon="plus" onClick={() => add("", "")}>
            {t("wizard.addParameter")}
          </Button>
        }
      />
      <div className={classes.body}>
        {parameters.length === 0 && <p className="t2">{t("wizard.noParameters")}</p>}
        {parameters.length > 0 && (
          <div className={classes.parameters} role="group" aria-label={t("wizard.steps.parameters")}>
            <div className={`${classes.parameter} ${classes.parameterHead}`} aria-hidden>
              <span>{t("wizard.parameterName")}</span>
              <span>{t("wizard.parameterValue")}</span>
            </div>
            {parameters.map((parameter, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- names may be empty or twice, the place is what names a row
              <ParameterRow key={index} index={index} {...parameter} />
            ))}
          </div>
        )}
        {free.length > 0 && (
          <section aria-labelledby="suggested-parameters">
            <h2 id="suggested-parameters" className={classes.title}>
              {t("wizard.suggested")}
            </h2>
            <ul className={classes.suggestions}>
              {free.map(({ name, value }) => (
                <li key={name} className={classes.suggestion}>
                  <span>
                    <Chip
                      onPress={() => {
                        add(name, value);
                        void editor.flush();
                      }}
                    >
                      <span className="mono">
                        {name}={value}
                      </span>
                    </Chip>
                  </span>
                  <span className="t2 sm">{t(`wizard.why.${name}`)}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </>
  );
}

function ParameterRow({ index, name, value }: { index: number; name: string; value: string }) {
  const { t } = useTranslation("proxies");
  const { edit, editor, problems } = useAgentWizard();
  const text = useProblemText();
  const at = `parameters[${index}]`;
  const problem = problemAt(problems, `${at}.name`) ?? problemAt(problems, `${at}.value`) ?? problemAt(problems, at);
  const noteId = `parameter-note-${index}`;
  const wiring = (part: "name" | "value") => ({
    "aria-invalid":
      problem?.severity === "block" && problem.field !== `${at}.${part === "name" ? "value" : "name"}`
        ? true
        : undefined,
    "aria-describedby": problem === null ? undefined : noteId,
    "data-field": `${at}.${part}`,
    onBlur: () => void editor.flush(),
  });
  return (
    <div className={classes.parameter}>
      <TextInput
        mono
        {...wiring("name")}
        aria-label={t("wizard.nameOf", { n: index + 1 })}
        value={name}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          edit((now) => withParameter(now, index, { name: typed }));
        }}
      />
      <TextInput
        mono
        {...wiring("value")}
        aria-label={t("wizard.valueOf", { name: name || String(index + 1) })}
        value={value}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          edit((now) => withParameter(now, index, { value: typed }));
        }}
      />
      <Button
        look="bare"
        icon="cross"
        aria-label={t("wizard.dropParameter", { name: name || String(index + 1) })}
        onClick={() => edit((now) => ({ ...now, parameters: now.parameters.filter((_, other) => other !== index) }))}
      />
      {problem !== null && (
        <div id={noteId} className={classes.parameterNote}>
          <Note note={text(problem)} />
        </div>
      )}
    </div>
  );
}

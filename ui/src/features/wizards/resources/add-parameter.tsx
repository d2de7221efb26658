import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ParameterCatalogue } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { Field, TextInput } from "../../../shared/ui/field";
import { useWizard } from "../draft/context";
import classes from "./resources-step.module.css";
import { withParameter } from "./rows";

/** Any other start parameter; the catalogue's are offered while typing. */
export function AddParameter({ catalogue }: { catalogue: ParameterCatalogue }) {
  const { t } = useTranslation("wizard");
  const { editor, draft } = useWizard();
  const [name, setName] = useState("");
  const listId = useId();
  const shown = new Set([
    ...catalogue.parameters.filter((info) => info.common).map((info) => info.name),
    ...draft.parameters.map((parameter) => parameter.name),
  ]);
  const wanted = name.trim();
  const reason = wanted === "" ? t("resources.addEmpty") : shown.has(wanted) ? t("resources.addKnown") : null;
  const add = () => {
    if (reason !== null) return;
    editor.edit((now) => withParameter(now, { type: "cluster" }, wanted, ""));
    setName("");
  };
  return (
    <div className={classes.add}>
      <div className="grow">
        <Field label={t("resources.addName")} hint={t("resources.addHint")}>
          {(wiring) => (
            <TextInput
              {...wiring}
              mono
              list={listId}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === "Enter" && !event.ctrlKey) add();
              }}
            />
          )}
        </Field>
        <datalist id={listId}>
          {catalogue.parameters
            .filter((info) => !shown.has(info.name))
            .map((info) => (
              <option key={info.name} value={info.name}>
                {info.name}
              </option>
            ))}
        </datalist>
      </div>
      <Button icon="plus" disabledReason={reason} reasonShown={wanted === "" ? "elsewhere" : "beside"} onClick={add}>
        {t("resources.add")}
      </Button>
    </div>
  );
}

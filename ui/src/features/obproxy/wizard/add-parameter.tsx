import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ObproxyParameterInfo } from "../../../ipc/generated";
import { Button } from "../../../shared/ui/button";
import { Field, TextInput } from "../../../shared/ui/field";
import { useOcpWizard } from "./context";
import type { ListName } from "./form";
import classes from "./parameters.module.css";

type Props = { list: ListName; infos: ObproxyParameterInfo[] };

/** Any other parameter of this kind; the catalogue's are found by name or by what they do. */
export function AddParameter({ list, infos }: Props) {
  const { t } = useTranslation("obproxy");
  const { form, edit } = useOcpWizard();
  const [name, setName] = useState("");
  const listId = useId();
  const taken = new Set([...form.startupParameters, ...form.parameters].map((one) => one.name));
  const wanted = name.trim();
  const info = infos.find((one) => one.name === wanted);
  const reason =
    wanted === ""
      ? t("values.addEmpty")
      : taken.has(wanted)
        ? t("values.addTaken")
        : info?.isPort === true
          ? t("values.addPort")
          : info?.readOnly === true
            ? t("values.addReadOnly")
            : null;
  const add = () => {
    if (reason !== null) return;
    edit((now) => ({ ...now, [list]: [...now[list], { name: wanted, value: info?.default ?? "" }] }));
    setName("");
  };
  return (
    <div className={classes.add}>
      <Field label={t(`values.${list}.add`)} hint={info?.description ?? t("values.addHint")}>
        {(wiring) => (
          <TextInput
            {...wiring}
            mono
            list={listId}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) add();
            }}
          />
        )}
      </Field>
      <datalist id={listId}>
        {infos
          .filter((one) => one.isStartup === (list === "startupParameters") && !taken.has(one.name))
          .filter((one) => !one.isPort && !one.readOnly)
          .map((one) => (
            <option key={one.name} value={one.name}>
              {one.description}
            </option>
          ))}
      </datalist>
      <Button icon="plus" disabledReason={reason} reasonShown={wanted === "" ? "elsewhere" : "beside"} onClick={add}>
        {t("values.add")}
      </Button>
    </div>
  );
}

import { useTranslation } from "react-i18next";

import type { ObproxyParameterInfo } from "../../../ipc/generated";
import { StepHead } from "../../../shared/wizard/wizard-shell";
import { LookUpNotes } from "../look-up/look-up-notes";
import { useCatalogue } from "../look-up/use-look-up";
import { AddParameter } from "./add-parameter";
import { useOcpWizard } from "./context";
import { type ListName, versionIn } from "./form";
import { ParameterRow } from "./parameter-row";
import classes from "./parameters.module.css";
import wizard from "./wizard.module.css";

const LISTS: ListName[] = ["startupParameters", "parameters"];

/** What the process is started with, and what is set on it afterwards; OCP's catalogue says what is allowed. */
export function ParametersStep() {
  const { t } = useTranslation("obproxy");
  const { form, draft } = useOcpWizard();
  const catalogue = useCatalogue(draft.connectionId, versionIn(form.package));
  const all = catalogue.data?.parameters ?? [];
  const byName = new Map(all.map((info) => [info.name, info]));
  return (
    <>
      <StepHead title={t("step.parameters")} lead={t("values.lead")} />
      <div className={wizard.body}>
        <LookUpNotes state={catalogue.data?.state ?? null} problem={catalogue.problem} onRetry={catalogue.refresh} />
        {catalogue.data === null && catalogue.problem === null && <p role="status">{t("values.reading")}</p>}
        {LISTS.map((list) => (
          <ParameterList key={list} list={list} infos={all} byName={byName} />
        ))}
      </div>
    </>
  );
}

type ListProps = { list: ListName; infos: ObproxyParameterInfo[]; byName: Map<string, ObproxyParameterInfo> };

function ParameterList({ list, infos, byName }: ListProps) {
  const { t } = useTranslation("obproxy");
  const { form } = useOcpWizard();
  const values = form[list];
  return (
    <section aria-labelledby={`obproxy-${list}`}>
      <h2 id={`obproxy-${list}`} className={wizard.sectionTitle}>
        {t(`values.${list}.title`)} {values.length > 0 && <span className={classes.count}>{values.length}</span>}
      </h2>
      <p className={classes.lead}>{t(`values.${list}.lead`)}</p>
      {values.length > 0 && (
        <ul className={classes.list} aria-labelledby={`obproxy-${list}`}>
          {values.map((value, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- two may have one name, which is then said
            <ParameterRow key={index} list={list} index={index} value={value} info={byName.get(value.name) ?? null} />
          ))}
        </ul>
      )}
      <AddParameter list={list} infos={infos} />
    </section>
  );
}

import { useTranslation } from "react-i18next";

import { useCommand } from "../../../ipc/hooks";
import { Button } from "../../../shared/ui/button";
import { ErrorNote } from "../../../shared/ui/error-note";
import { Note } from "../../../shared/ui/field";
import { StepHead } from "../../../shared/wizard/wizard-shell";
import { useEditorState, useWizard } from "../draft/context";
import { useProblemText } from "../draft/problem-text";
import { groupAlike } from "../hosts/host-state";
import { AddParameter } from "./add-parameter";
import { ParameterGroup } from "./parameter-group";
import classes from "./resources-step.module.css";
import { openOffers, parameterRows, withOffers } from "./rows";
import { useSuggestions } from "./use-suggestions";

export function ResourcesStep() {
  const { t } = useTranslation("wizard");
  const { editor, draft, problems, probes } = useWizard();
  const { revision } = useEditorState(editor);
  const text = useProblemText();
  const catalogue = useCommand("parameter_catalogue", {}, { staleTime: Infinity });
  const suggestions = useSuggestions(draft.id, `${revision}/${probes.answers}`);
  const offers = openOffers(draft, suggestions.data);
  const known = (suggestions.data?.cluster.length ?? 0) + (suggestions.data?.servers.length ?? 0) > 0;
  const onHosts = groupAlike(problems.filter((problem) => problem.step === "resources" && problem.field === null));
  return (
    <>
      <StepHead
        title={t("steps.resources")}
        lead={t(`resources.lead.${draft.kind}`)}
        actions={
          offers.length > 0 ? (
            <Button onClick={() => editor.edit((now) => withOffers(now, offers))}>
              {t("resources.useAll", { count: offers.length })}
            </Button>
          ) : (
            suggestions.data !== undefined && (
              <span className={classes.settled}>{known ? t("resources.noSuggestions") : t("resources.noneYet")}</span>
            )
          )
        }
      />
      <div className={classes.body}>
        {catalogue.error !== null && (
          <ErrorNote error={catalogue.error.problem} onRetry={() => void catalogue.refetch()} />
        )}
        {suggestions.error !== null && (
          <ErrorNote error={suggestions.error.problem} onRetry={() => void suggestions.refetch()} />
        )}
        {onHosts.length > 0 && (
          <section className={classes.onHosts} aria-label={t("resources.hostProblems")}>
            {onHosts.map((group) => {
              const first = group[0];
              if (first === undefined) return null;
              const hosts = group.flatMap((problem) => (problem.host === null ? [] : [problem.host]));
              const where = hosts.length > 3 ? t("hostCount", { count: hosts.length }) : hosts.join(", ");
              return (
                <div key={`${first.code} ${where}`} data-host={first.host} tabIndex={-1}>
                  <Note note={{ ...text(first), title: `${where}: ${text(first).title}` }} />
                </div>
              );
            })}
          </section>
        )}
        {catalogue.data !== undefined && (
          <>
            <div className={`${classes.head} ${classes.columns}`} aria-hidden>
              <span>{t("resources.parameter")}</span>
              <span>{t("resources.value")}</span>
              <span>{t("resources.suggestion")}</span>
            </div>
            {parameterRows(draft, catalogue.data).map((row) => (
              <ParameterGroup
                key={row.name}
                row={row}
                offers={offers.filter((offer) => offer.suggestion.name === row.name)}
              />
            ))}
            <AddParameter catalogue={catalogue.data} />
          </>
        )}
      </div>
    </>
  );
}

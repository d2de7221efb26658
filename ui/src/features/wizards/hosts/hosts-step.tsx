import { useTranslation } from "react-i18next";

import { Note } from "../../../shared/ui/field";
import { Button } from "../../../shared/ui/button";
import { EmptyState } from "../../../shared/ui/empty-state";
import { StepHead } from "../../../shared/wizard/wizard-shell";
import { useWizard } from "../draft/context";
import { useProblemText } from "../draft/problem-text";
import { nameOf } from "../draft/use-target";
import { FirstPasswordForAll } from "./first-password";
import { sharedWarnings } from "./host-state";
import { HostPaste } from "./host-paste";
import { HostTable } from "./host-table";
import { ReachSection } from "./reach-section";
import classes from "./hosts-step.module.css";

export function HostsStep() {
  const { t } = useTranslation("wizard");
  const { draft, probes, problems, target } = useWizard();
  const text = useProblemText();
  // Open agents have a place of their own, with what can be done about them.
  const common = sharedWarnings(problems, draft.hosts.length).filter(({ code }) => code !== "agentOpen");
  const general = problems.filter(
    (problem) => problem.step === "hosts" && problem.host === null && problem.code !== "noHosts",
  );
  const count = t("hostCount", { count: draft.hosts.length });
  return (
    <>
      <StepHead
        title={t("steps.hosts")}
        lead={t(`hosts.lead.${draft.kind}`, { name: nameOf(draft, target) ?? t("unnamed") })}
        actions={
          draft.hosts.length > 0 && (
            <Button icon="retry" onClick={probes.askAllAgain}>
              {t("hosts.checkAll")}
            </Button>
          )
        }
      />
      <HostPaste />
      <ReachSection />
      {(common.length > 0 || general.length > 0) && (
        <div className={classes.general}>
          {general.map((problem) => (
            <Note key={problem.code} note={text(problem)} />
          ))}
          {common.map((problem) => (
            <Note key={problem.code} note={{ ...text(problem), title: `${text(problem).title} (${count})` }} />
          ))}
        </div>
      )}
      <FirstPasswordForAll />
      {draft.hosts.length === 0 ? (
        <EmptyState icon="hosts" title={t("hosts.empty")}>
          {t(`hosts.emptyBody.${draft.kind}`)}
        </EmptyState>
      ) : (
        <HostTable />
      )}
    </>
  );
}

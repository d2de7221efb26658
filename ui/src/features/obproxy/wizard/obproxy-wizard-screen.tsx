import { useTranslation } from "react-i18next";

import { useCommand } from "../../../ipc/hooks";
import { PageFrame } from "../../../shared/shell/page-frame";
import { ErrorNote } from "../../../shared/ui/error-note";
import screen from "../../wizards/wizard-screen.module.css";
import { AgentWizard } from "../agents/wizard/agent-wizard";
import { OcpWizard } from "./ocp-wizard";

type Props = { draftId: string; step: string | undefined };

/** Loads a draft and opens the wizard that its form is for. */
export function ObproxyWizardScreen({ draftId, step }: Props) {
  const { t } = useTranslation("obproxy");
  const draft = useCommand("load_obproxy_draft", { id: draftId }, { staleTime: Infinity });
  if (draft.data !== undefined) {
    return draft.data.form.type === "ocp" ? (
      <OcpWizard draft={draft.data} step={step} />
    ) : (
      <AgentWizard draft={draft.data} step={step} />
    );
  }
  return (
    <PageFrame trail={[t("title"), t("wizard.title")]}>
      <div className={screen.alone}>
        {draft.error !== null && <ErrorNote error={draft.error.problem} onRetry={() => void draft.refetch()} />}
      </div>
    </PageFrame>
  );
}

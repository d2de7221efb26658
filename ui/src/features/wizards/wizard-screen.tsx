import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { callCommand, commandKey } from "../../ipc/client";
import type { WizardDraft } from "../../ipc/generated";
import { useCommand } from "../../ipc/hooks";
import { usePlatform } from "../../platform/context";
import { PageFrame } from "../../shared/shell/page-frame";
import { ErrorNote } from "../../shared/ui/error-note";
import { createDraftEditor } from "./draft/editor";
import { isStepOf } from "./draft/problems";
import { useSaveOnLeave } from "./draft/use-save-on-leave";
import classes from "./wizard-screen.module.css";
import { WizardPage } from "./wizard-page";

type Props = { draftId: string; step: string | undefined };

/** Loads a draft and opens the wizard on it. */
export function WizardScreen({ draftId, step }: Props) {
  const { t } = useTranslation("wizard");
  const draft = useCommand("load_draft", { id: draftId }, { staleTime: Infinity });
  if (draft.data !== undefined) return <OpenDraft draft={draft.data} step={step} />;
  return (
    <PageFrame trail={[t("draft")]}>
      <div className={classes.alone}>
        {draft.error !== null && <ErrorNote error={draft.error.problem} onRetry={() => void draft.refetch()} />}
      </div>
    </PageFrame>
  );
}

function OpenDraft({ draft, step }: { draft: WizardDraft; step: string | undefined }) {
  const platform = usePlatform();
  const cache = useQueryClient();
  const [editor] = useState(() =>
    createDraftEditor(draft, (changed) => {
      cache.setQueryData(commandKey("load_draft", { id: changed.id }), changed);
      return callCommand(platform, "save_draft", { draft: changed });
    }),
  );
  useSaveOnLeave(editor);
  return <WizardPage editor={editor} step={isStepOf(draft.kind, step) ? step : formStepOf(draft)} />;
}

function formStepOf(draft: WizardDraft) {
  return isStepOf(draft.kind, draft.step) ? draft.step : "review";
}

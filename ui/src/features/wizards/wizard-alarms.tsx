import { useTranslation } from "react-i18next";

import type { IpcError } from "../../ipc/generated";
import { ErrorNote, type ErrorWords } from "../../shared/ui/error-note";
import type { EditorState } from "./draft/editor";
import classes from "./wizard-alarms.module.css";

type Props = {
  saving: EditorState["saving"];
  onSave: () => void;
  /** The draft could not be checked. */
  checking: IpcError | null;
  onCheck: () => void;
  wordsOf?: ErrorWords;
};

/** What hinders whatever step is open: the draft is not saved, or not checked. */
export function WizardAlarms({ saving, onSave, checking, onCheck, wordsOf }: Props) {
  const { t } = useTranslation("wizard");
  return (
    <>
      {saving.type === "failed" && (
        <div className={classes.alarm}>
          <p className="med">{t("saveFailed")}</p>
          <ErrorNote error={saving.problem} onRetry={onSave} />
        </div>
      )}
      {checking !== null && (
        <div className={classes.alarm}>
          <ErrorNote error={checking} words={wordsOf?.(checking)} onRetry={onCheck} />
        </div>
      )}
    </>
  );
}

import { useTranslation } from "react-i18next";

import { type ChangeReach, ReachEditor } from "../../../shared/reach/reach-editor";
import { useReachWords } from "../../../shared/reach/words";
import type { FormNotes } from "./field-notes";
import classes from "./form.module.css";
import type { ChangeSettings, Form } from "./use-form";

type Props = {
  settings: Form["settings"];
  notes: FormNotes;
  offered: string | null;
  onChange: ChangeSettings;
  onHold: (work: Promise<void>) => void;
};

/** Folded while it is plain http to the host itself; open at once when something in it is wrong. */
export function ReachSection({ settings, notes, offered, onChange, onHold }: Props) {
  const { t } = useTranslation("reach");
  const words = useReachWords();
  const wrong = Object.keys(notes).some((field) => field.startsWith("reach."));
  const change: ChangeReach = (how) => onChange((now) => ({ ...now, reach: how(now.reach) }));
  return (
    <details className={classes.reach} open={wrong || undefined}>
      <summary>
        {t("title")} <span className="t3">{words(settings.reach)}</span>
      </summary>
      <ReachEditor value={settings.reach} onChange={change} offered={offered} notes={notes} onHold={onHold} />
    </details>
  );
}

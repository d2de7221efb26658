import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "../../../shared/icons/icon";
import { ReachEditor } from "../../../shared/reach/reach-editor";
import { useReachWords } from "../../../shared/reach/words";
import { useWizard } from "../draft/context";
import classes from "./hosts-step.module.css";
import { isWhole, offeredCertificate, wayFails } from "./reach-state";

/** How all hosts of the draft are reached; folded, since plain http straight to the host is what most have. */
export function ReachSection() {
  const { t } = useTranslation("wizard");
  const { editor, draft, probes, settleReach } = useWizard();
  const words = useReachWords();
  const answers = draft.hosts.map((host) => probes.of(host));
  const [fold, setFold] = useState<"byItself" | "open" | "folded">("byItself");
  const open = fold === "open" || (fold === "byItself" && answers.some(wayFails));
  return (
    <section className={classes.reach} aria-label={t("hosts.reach.title")}>
      <button
        type="button"
        className={classes.reachHead}
        aria-expanded={open}
        onClick={() => setFold(open ? "folded" : "open")}
      >
        <Icon name={open ? "chevronDown" : "chevronRight"} size={12} />
        <span className="med">{t("hosts.reach.title")}</span> <span className="t2 cut">{words(draft.reach)}</span>
      </button>
      {open && (
        // A host is asked when a field is left, not at each letter of a jump host's name.
        <div className={classes.reachBody} onBlur={settleReach}>
          <p className={classes.reachHint}>{t("hosts.reach.hint")}</p>
          <ReachEditor
            value={draft.reach}
            offered={offeredCertificate(answers, draft.reach)}
            onChange={(change) => {
              editor.edit((now) => ({ ...now, reach: change(now.reach) }));
              if (!isTyping()) settleReach();
            }}
            onHold={editor.hold}
          />
          {!isWhole(draft.reach) && (
            <p role="status" className={classes.reachHint}>
              {t("hosts.reach.incomplete")}
            </p>
          )}
        </div>
      )}
    </section>
  );
}

function isTyping(): boolean {
  const element = document.activeElement;
  return element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && element.type === "text");
}

import { useTranslation } from "react-i18next";

import type { DraftSummary } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import classes from "./list.module.css";

export const STEPS = ["hosts", "cluster", "resources", "preflight", "review", "run"] as const;

/** How far a draft has come. */
export function DraftStep({ draft }: { draft: DraftSummary }) {
  const { t } = useTranslation("connections");
  const { t: wizard } = useTranslation("wizard");
  const step = t("draftAt", { n: STEPS.indexOf(draft.step) + 1, step: wizard(`steps.${draft.step}`) });
  return (
    <span className={classes.failure} title={step}>
      <Icon name="doc" size={14} />
      <span className="cut">{step}</span>
    </span>
  );
}

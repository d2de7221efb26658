import { useTranslation } from "react-i18next";

import type { Preflight, Verdict } from "../../../ipc/generated";
import { StateIcon } from "../../../shared/state/state-icon";
import { Chip } from "../../../shared/ui/chip";
import { STATE_OF, tallyOf } from "./model";
import classes from "./preflight-step.module.css";

const SHOWN = ["fail", "warn", "unknown", "pass"] as const satisfies Verdict[];

type Props = { preflight: Preflight; chosen: Verdict | null; onChoose: (verdict: Verdict | null) => void };

/** How many cells have each verdict; pressed, only rows with such a cell are shown. */
export function VerdictFilter({ preflight, chosen, onChoose }: Props) {
  const { t } = useTranslation("preflight");
  const tally = tallyOf(preflight);
  const all = Object.values(tally).reduce((sum, count) => sum + count, 0);
  return (
    <div role="group" aria-label={t("filters")} className={classes.filters}>
      <Chip pressed={chosen === null} count={all} onPress={() => onChoose(null)}>
        {t("all")}
      </Chip>
      {SHOWN.map((verdict) => (
        <Chip
          key={verdict}
          pressed={chosen === verdict}
          count={tally[verdict]}
          onPress={() => onChoose(chosen === verdict ? null : verdict)}
        >
          <StateIcon state={STATE_OF[verdict]} />
          {t(`verdict.${verdict}`)}
        </Chip>
      ))}
    </div>
  );
}

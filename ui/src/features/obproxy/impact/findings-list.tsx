import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { ObproxyFinding, Verdict } from "../../../ipc/generated";
import { type ShownState, StateIcon } from "../../../shared/state/state-icon";
import classes from "./impact-dialog.module.css";
import { tickOf } from "./findings";
import { useFindingText } from "./use-finding-text";

type Props = { findings: ObproxyFinding[]; ticked: ReadonlySet<string>; onTick: (tick: string) => void };

const ICONS: Record<Verdict, ShownState> = {
  pending: "pending",
  pass: "succeeded",
  warn: "warning",
  fail: "failed",
  unknown: "unknown",
};

/** What was found, line by line; a warning needs a tick. */
export function FindingsList({ findings, ticked, onTick }: Props) {
  const { t } = useTranslation("obproxyImpact");
  const textOf = useFindingText();
  return (
    <section>
      <h3 className={classes.legend}>{t("findings")}</h3>
      <ul className={classes.findings}>
        {findings.map((finding) => {
          const { verdict } = finding;
          const tick = tickOf(finding);
          const { title, body } = textOf(finding);
          return (
            <li key={`${verdict} ${tick}`} className={classes.finding} data-verdict={verdict}>
              <StateIcon state={ICONS[verdict]} label={t(`verdict.${verdict}`)} />
              <div>
                {verdict === "warn" ? (
                  <Checkbox label={title} checked={ticked.has(tick)} onChange={() => onTick(tick)} />
                ) : (
                  <p className={classes.findingTitle}>{title}</p>
                )}
                <p className={classes.findingBody}>{body}</p>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

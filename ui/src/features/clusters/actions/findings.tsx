import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { ImpactFinding, Verdict } from "../../../ipc/generated";
import { type ShownState, StateIcon } from "../../../shared/state/state-icon";
import { findingLines, tickOf } from "../model/findings";
import classes from "./dialog.module.css";
import { useFindingText } from "./use-finding-text";

type Props = { findings: ImpactFinding[]; ticked: ReadonlySet<string>; onTick: (tick: string) => void };

const ICONS: Record<Verdict, ShownState> = {
  pending: "pending",
  pass: "succeeded",
  warn: "warning",
  fail: "failed",
  unknown: "unknown",
};

/** What was found, line by line; a warning needs a tick. */
export function Findings({ findings, ticked, onTick }: Props) {
  const { t } = useTranslation("clusters");
  const textOf = useFindingText();
  const lines = findingLines(findings);
  return (
    <section>
      <h3 className={classes.legend}>{t("impact.findings")}</h3>
      <ul className={classes.findings}>
        {lines.map((finding) => {
          const { verdict } = finding;
          const tick = tickOf(finding);
          const { title, body } = textOf(finding);
          return (
            <li key={`${verdict} ${tick}`} className={classes.finding} data-verdict={verdict}>
              <StateIcon state={ICONS[verdict]} label={t(`impact.verdict.${verdict}`)} />
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

import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { ObproxyFinding, Verdict } from "../../../ipc/generated";
import { type ShownState, StateIcon } from "../../../shared/state/state-icon";
import { argsOf, findingLines } from "./findings";
import classes from "./impact-dialog.module.css";
import { useFindingText } from "./use-finding-text";

type Props = {
  findings: ObproxyFinding[];
  ticked: ReadonlySet<string>;
  /** Ticks all of them, or none any more. */
  onTick: (ticks: string[], how: "tick" | "untick") => void;
};

const ICONS: Record<Verdict, ShownState> = {
  pending: "pending",
  pass: "succeeded",
  warn: "warning",
  fail: "failed",
  unknown: "unknown",
};

const NAMED = 3;

/** What was found, line by line; a warning needs a tick. */
export function FindingsList({ findings, ticked, onTick }: Props) {
  const { t } = useTranslation("obproxyImpact");
  const textOf = useFindingText();
  const said = (whom: string[]) => (whom.length > NAMED ? t("several", { count: whom.length }) : whom.join(", "));
  return (
    <section>
      <h3 className={classes.legend}>{t("findings")}</h3>
      <ul className={classes.findings}>
        {findingLines(findings).map((line) => {
          const { verdict, ticks, whom } = line;
          const { title, body } = textOf({ ...line, args: argsOf(line, said) });
          const all = ticks.every((tick) => ticked.has(tick));
          return (
            <li key={`${verdict} ${ticks[0]}`} className={classes.finding} data-verdict={verdict}>
              <StateIcon state={ICONS[verdict]} label={t(`verdict.${verdict}`)} />
              <div>
                {verdict === "warn" ? (
                  <Checkbox label={title} checked={all} onChange={() => onTick(ticks, all ? "untick" : "tick")} />
                ) : (
                  <p className={classes.findingTitle}>{title}</p>
                )}
                <p className={classes.findingBody}>
                  {body} {whom.length > NAMED && <span className="t3">{whom.join(", ")}</span>}
                </p>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

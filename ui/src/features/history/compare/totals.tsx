import { useTranslation } from "react-i18next";

import type { HistoryRecord } from "../../../ipc/generated";
import { useDuration } from "../../tasks/parts/use-duration";
import { StateBadge } from "../../../shared/state/state-badge";
import { formatFull } from "../../../shared/time/format";
import { Button } from "../../../shared/ui/button";
import { EnvironmentChip } from "../../../shared/ui/chip";
import { CutName } from "../../../shared/ui/cut-name";
import classes from "./compare.module.css";
import { useDifferenceText, useSigned } from "./difference-bar";
import { type Difference, isSame, mostOf, ratioText, type StepLine, totalDifference, tookOf } from "./model";

type Props = {
  before: HistoryRecord;
  after: HistoryRecord;
  lines: readonly StepLine[];
  onOpen: (recordId: string) => void;
  onSwap: () => void;
};

/** Both runs as a whole, and what lies between them. */
export function Totals({ before, after, lines, onOpen, onSwap }: Props) {
  const { t } = useTranslation("history");
  const text = useDifferenceText();
  const total = totalDifference(before, after);
  const most = mostOf(lines, total);
  return (
    <div className={classes.totals}>
      <Run title={t("compare.before")} record={before} onOpen={onOpen} />
      <Run title={t("compare.after")} record={after} onOpen={onOpen} />
      <section className={classes.run} aria-label={t("compare.difference")}>
        <header className={classes.runHead}>
          <h2 className="grow">{t("compare.difference")}</h2>
          <Button size="sm" title={t("compare.swapHint")} onClick={onSwap}>
            {t("compare.swap")}
          </Button>
        </header>
        <p className={classes.sum}>
          <Total total={total} />
        </p>
        {most !== null && (
          <dl className={classes.facts}>
            <dt>{t("compare.byStep")}</dt>
            <dd title={most.step.name}>
              <span className="cut">{most.step.name}</span>{" "}
              <span className={classes.part}>{text(most.difference)}</span>
            </dd>
          </dl>
        )}
      </section>
    </div>
  );
}

/** `−1 m 20 s faster: 0.4× the time` */
function Total({ total }: { total: Difference }) {
  const { t } = useTranslation("history");
  const signed = useSigned();
  const { ms, ratio } = total;
  if (ms === null) return t("compare.unknown");
  if (isSame(total)) return t("compare.same");
  const way = t(ms > 0 ? "compare.slower" : "compare.faster");
  return (
    <>
      {signed(ms)}
      <span className={classes.word}>
        {ratio === null || ratio === 0 ? way : t("compare.times", { way, ratio: ratioText(ratio) })}
      </span>
    </>
  );
}

function Run({ title, record, onOpen }: { title: string; record: HistoryRecord; onOpen: Props["onOpen"] }) {
  const { t } = useTranslation("history");
  const duration = useDuration();
  const { id, state, startedAt, environment, connectionName, clusterName, steps, hosts } = record;
  const took = tookOf(record);
  return (
    <section className={classes.run} aria-label={title}>
      <header className={classes.runHead}>
        <h2>{title}</h2>
        <span className="grow">
          <StateBadge state={state} />
        </span>
        <Button size="sm" aria-label={`${t("compare.open")}: ${title}`} onClick={() => onOpen(id)}>
          {t("compare.open")}
        </Button>
      </header>
      <p className={classes.sum}>{took === null ? t("compare.unknown") : duration(took)}</p>
      <dl className={classes.facts}>
        <dt>{t("compare.started")}</dt>
        <dd>{startedAt === null ? t("compare.unknown") : formatFull(startedAt)}</dd>
        <dt>{t("compare.cluster")}</dt>
        <dd>
          <EnvironmentChip environment={environment} />
          <CutName name={connectionName || clusterName} />
        </dd>
        <dt>{t("compare.steps")}</dt>
        <dd>{steps}</dd>
        <dt>{t("compare.hosts")}</dt>
        <dd>{hosts}</dd>
      </dl>
    </section>
  );
}

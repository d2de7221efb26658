import { memo } from "react";
import { useTranslation } from "react-i18next";

import { GuardChip } from "../../../shared/guard/guard-chip";
import { EnvironmentChip } from "../../../shared/ui/chip";
import { StateLine, useStateWord } from "../../../shared/state/state-badge";
import type { ConnectionView, DraftSummary, OperationSummary } from "../../../ipc/generated";
import { environmentOf, nameOf, type Row } from "../model/rows";
import { CutName } from "../../../shared/ui/cut-name";
import { versionOf } from "../model/version";
import { Addresses } from "./addresses";
import classes from "./list.module.css";
import { Progress } from "./progress";
import { StateCell } from "./state-cell";
import { Since } from "./since";
import { WorkCell } from "./work-cell";
import { STEPS } from "./draft-step";
import { useRunName } from "./use-names";

/** A row as a card: the same facts, a little apart. */
export function CardCell({ row }: { row: Row }) {
  const { t } = useTranslation("connections");
  const name = nameOf(row);
  return (
    <div role="gridcell" className={classes.card}>
      <div className={classes.cardHead}>
        <EnvironmentChip environment={environmentOf(row)} />
        <span className="med grow">{name === "" ? t("unnamed") : <CutName name={name} />}</span>
      </div>
      {row.type === "connection" && <ConnectionBody connection={row.connection} runs={row.runs} draft={row.draft} />}
      {row.type === "draft" && <DraftBody draft={row.draft} />}
      {row.type === "run" && <RunBody run={row.run} />}
    </div>
  );
}

const ConnectionBody = memo(function ConnectionBody({
  connection,
  runs,
  draft,
}: {
  connection: ConnectionView;
  runs: OperationSummary[];
  draft: DraftSummary | null;
}) {
  const { t } = useTranslation("connections");
  const { settings, agents, facts, guard } = connection;
  return (
    <>
      <div className={classes.cardLine}>
        <StateCell connection={connection} />
        <GuardChip guard={guard} />
      </div>
      <div className={classes.cardWork}>
        <WorkCell connection={connection} runs={runs} draft={draft} />
      </div>
      <div className={classes.cardLine}>
        <Addresses addresses={agents.length > 0 ? agents.map(({ address }) => address) : settings.addresses} />
        <span className="t3 sm">
          {t(`kinds.${settings.kind}`)} {versionOf(facts)}
        </span>
      </div>
    </>
  );
});

function DraftBody({ draft }: { draft: DraftSummary }) {
  const { t } = useTranslation("connections");
  const { t: wizard } = useTranslation("wizard");
  return (
    <>
      <div className={classes.cardLine}>
        <span className="cut">
          {t("draftAt", { n: STEPS.indexOf(draft.step) + 1, step: wizard(`steps.${draft.step}`) })}
        </span>
      </div>
      <div className={classes.cardWork} />
      <div className={classes.cardLine}>
        <span className="t2 sm">
          {draft.hosts === 0 ? t("panel.noHosts") : t("panel.hostCount", { count: draft.hosts })}
        </span>
        <span className="sm">
          <Since at={draft.updatedAt} />
        </span>
      </div>
    </>
  );
}

function RunBody({ run }: { run: OperationSummary }) {
  const runName = useRunName();
  const { t } = useTranslation("connections");
  const word = useStateWord();
  return (
    <>
      <div className={classes.cardLine}>
        <StateLine state={run.state.kind} word={word(run.state)} />
        <span className="sm">
          <Since at={run.endedAt ?? run.startedAt} />
        </span>
      </div>
      <div className={classes.cardWork}>
        <Progress state={run.state} name={run.atStep ?? runName(run)} done={run.done} total={run.total} />
      </div>
      <div className={classes.cardLine}>
        <Addresses addresses={run.hosts} />
        <span className="t3 sm">{t("workKinds.run")}</span>
      </div>
    </>
  );
}

import { memo } from "react";
import { useTranslation } from "react-i18next";

import type { DraftSummary, OperationSummary } from "../../../ipc/generated";
import { StateLine, useStateWord } from "../../../shared/state/state-badge";
import { EnvironmentChip } from "../../../shared/ui/chip";
import { CutName } from "../../../shared/ui/cut-name";
import { Addresses } from "./addresses";
import classes from "./list.module.css";
import { DraftStep } from "./draft-step";
import { Progress } from "./progress";
import { Since } from "./since";
import { useRunName } from "./use-names";

/** The cells of a draft: it has no connection yet. */
export const DraftCells = memo(function DraftCells({ draft }: { draft: DraftSummary }) {
  const { t } = useTranslation("connections");
  return (
    <>
      <span role="gridcell">
        <EnvironmentChip environment={draft.environment} />
      </span>
      <Name name={draft.clusterName} />
      <span role="gridcell" className={`${classes.kind} ${classes.ofKind} cut`}>
        {t("workKinds.draft")}
      </span>
      <span role="gridcell" className="t2 sm cut">
        {draft.hosts === 0 ? t("panel.noHosts") : t("panel.hostCount", { count: draft.hosts })}
      </span>
      <span role="gridcell" className={classes.ofVersion}>
        <span className="sr">{t("none")}</span>
      </span>
      <span role="gridcell" className="sm">
        <Since at={draft.updatedAt} />
      </span>
      <span role="gridcell">
        <DraftStep draft={draft} />
      </span>
      <span role="gridcell">
        <span className="sr">{t("none")}</span>
      </span>
    </>
  );
});

/** The cells of a run that belongs to no connection. */
export const RunCells = memo(function RunCells({ run }: { run: OperationSummary }) {
  const { t } = useTranslation("connections");
  const word = useStateWord();
  const runName = useRunName();
  return (
    <>
      <span role="gridcell">
        <EnvironmentChip environment={run.environment} />
      </span>
      <Name name={run.clusterName} />
      <span role="gridcell" className={`${classes.kind} ${classes.ofKind} cut`}>
        {t("workKinds.run")}
      </span>
      <span role="gridcell" className="cut">
        <Addresses addresses={run.hosts} />
      </span>
      <span role="gridcell" className={classes.ofVersion}>
        <span className="sr">{t("none")}</span>
      </span>
      <span role="gridcell" title={run.state.word}>
        <StateLine state={run.state.kind} word={word(run.state)} />
      </span>
      <span role="gridcell">
        <Progress state={run.state} name={run.atStep ?? runName(run)} done={run.done} total={run.total} />
      </span>
      <span role="gridcell" className="sm cut">
        <Since at={run.endedAt ?? run.startedAt} />
      </span>
    </>
  );
});

function Name({ name }: { name: string }) {
  const { t } = useTranslation("connections");
  return (
    <span role="gridcell" className={classes.name}>
      {name === "" ? <span className="t2">{t("unnamed")}</span> : <CutName name={name} />}
    </span>
  );
}

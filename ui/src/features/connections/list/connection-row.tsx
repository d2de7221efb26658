import { memo } from "react";
import { useTranslation } from "react-i18next";

import type { ConnectionView, DraftSummary, OperationSummary } from "../../../ipc/generated";
import { GuardChip } from "../../../shared/guard/guard-chip";
import { EnvironmentChip } from "../../../shared/ui/chip";
import { CutName } from "../../../shared/ui/cut-name";
import { versionOf } from "../model/version";
import { Addresses } from "./addresses";
import classes from "./list.module.css";
import { StateCell } from "./state-cell";
import { WorkCell } from "./work-cell";

type Props = { connection: ConnectionView; runs: OperationSummary[]; draft: DraftSummary | null };

/** The cells of one connection. Drawn anew only when it or its runs change. */
export const ConnectionCells = memo(function ConnectionCells({ connection, runs, draft }: Props) {
  const { t } = useTranslation("connections");
  const { settings, facts, agents, guard } = connection;
  return (
    <>
      <span role="gridcell">
        <EnvironmentChip environment={settings.environment} />
      </span>
      <span role="gridcell" className={classes.name}>
        <CutName name={settings.name} />
      </span>
      <span role="gridcell" className={`${classes.kind} ${classes.ofKind} cut`}>
        {t(`kinds.${settings.kind}`)}
      </span>
      <span role="gridcell" className="cut">
        <Addresses addresses={agents.length > 0 ? agents.map(({ address }) => address) : settings.addresses} />
      </span>
      <span role="gridcell" className={`${classes.version} ${classes.ofVersion} cut`} title={facts?.obVersion}>
        {versionOf(facts)}
      </span>
      <span role="gridcell">
        <StateCell connection={connection} />
      </span>
      <span role="gridcell">
        <WorkCell connection={connection} runs={runs} draft={draft} />
      </span>
      <span role="gridcell" className={classes.guard}>
        <GuardChip guard={guard} />
      </span>
    </>
  );
});

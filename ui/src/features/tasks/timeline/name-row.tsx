import { memo } from "react";
import { useTranslation } from "react-i18next";

import type { StepView, TaskOperator } from "../../../ipc/generated";
import { Icon } from "../../../shared/icons/icon";
import { StateIcon } from "../../../shared/state/state-icon";
import { useStateWord } from "../../../shared/state/state-badge";
import { callName } from "../model/title";
import { attemptsOf, triesOf } from "../model/work";
import { useDuration } from "../parts/use-duration";
import type { UsualTime } from "../model/usual";
import { describeRow, slowness, stateOfRow, tookOf } from "./describe";
import { hostOf } from "../model/calls";
import classes from "./name-row.module.css";
import { type Row, sameRow } from "./rows";
import { offersSomething } from "../model/step-operators";
import { StepMenu } from "../parts/step-menu";

export type NameRowProps = {
  row: Row;
  top: number;
  index: number;
  selected: boolean;
  /** As for a lane: 0 where nothing grows. */
  now: number;
  usual: UsualTime | null;
  /** It set how long the whole took. */
  critical: boolean;
  /** There is a column for what is usual. */
  showsUsual: boolean;
  /** Hosts of the operation, for a step still to come that will run on all. */
  hostCount: number;
  onSelect: (row: Row) => void;
  onFold: (row: Row) => void;
  onOperate: (callKey: string, step: StepView, operator: TaskOperator) => void;
};

/** The left part of a row: what it is, its state, and how long it took. */
export const NameRow = memo(function NameRow({
  row,
  top,
  index,
  selected,
  now,
  usual,
  critical,
  showsUsual,
  hostCount,
  onSelect,
  onFold,
  onOperate,
}: NameRowProps) {
  const { t } = useTranslation("tasks");
  const duration = useDuration();
  const word = useStateWord();
  const state = stateOfRow(row);
  const took = tookOf(row, now);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the treegrid has the focus and the keys
    <div
      id={`task-row-${index}`}
      role="row"
      className={classes.row}
      style={{ top }}
      aria-level={row.level}
      aria-rowindex={index + 2}
      aria-expanded={row.type === "run" ? undefined : (row.open ?? undefined)}
      aria-selected={selected}
      data-level={row.level}
      data-future={state.kind === "pending" || undefined}
      data-failed={state.kind === "failed" || undefined}
      onClick={() => onSelect(row)}
      onDoubleClick={() => onFold(row)}
    >
      {row.type !== "run" && <Twist row={row} onFold={onFold} />}
      {row.type === "step" && <span className={classes.number}>{row.step.number}</span>}
      <StateIcon state={state.kind} />
      <span
        role="gridcell"
        className={classes.name}
        title={row.type === "step" ? `${row.lane} ${row.step.name}`.trim() : undefined}
      >
        <Name row={row} />
      </span>
      {row.type === "step" && offersSomething(row.step) && (
        <span role="gridcell">
          <StepMenu step={row.step} onOperate={(operator) => onOperate(row.selection.callKey, row.step, operator)} />
        </span>
      )}
      {critical && (
        <span className={classes.last} title={t(row.type === "run" ? "timeline.lastWhy" : "critical.why")}>
          {t(row.type === "run" ? "timeline.last" : "critical.mark")}
        </span>
      )}
      <Slower factor={slowness(row, usual, now)} />
      <Attempts row={row} />
      <Hosts row={row} hostCount={hostCount} />
      <span role="gridcell" className={classes.took}>
        {took === null ? "" : duration(took)}
      </span>
      {showsUsual && (
        <span role="gridcell" className={classes.usual}>
          {usual === null ? "" : duration(usual.tookMs)}
        </span>
      )}
      <span role="gridcell" className="sr">
        {describeRow(row, now, { t, word, duration }, { usual, critical })}
      </span>
    </div>
  );
}, sameNameRow);

function Twist({ row, onFold }: { row: Row; onFold: (row: Row) => void }) {
  const open = row.type === "run" ? null : row.open;
  if (open === null) return <span className={classes.twist} />;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- for the mouse; left and right do it by key
    <span
      className={classes.twist}
      onClick={(event) => {
        event.stopPropagation();
        onFold(row);
      }}
    >
      <Icon name={open ? "chevronDown" : "chevronRight"} size={12} />
    </span>
  );
}

function Name({ row }: { row: Row }) {
  const { t } = useTranslation("tasks");
  if (row.type === "step") {
    if (row.lane === "") return row.step.name;
    return (
      <>
        <span className={classes.target}>{row.lane}</span> {row.step.name}
      </>
    );
  }
  if (row.type === "run") return <HostName host={row.run.host} zone={row.run.zone} />;
  const { head } = row.call;
  return (
    <>
      {callName(head, t)} <HostName host={hostOf(head)} zone={head.zone} />
      {head.journal === "alreadyDone" && <span className={classes.zone}>{t("journalShort.alreadyDone")}</span>}
    </>
  );
}

function HostName({ host, zone }: { host: string; zone: string | null }) {
  return (
    <>
      <span className={classes.target}>{host}</span> <span className={classes.zone}>{zone}</span>
    </>
  );
}

function Slower({ factor }: { factor: number | null }) {
  const { t } = useTranslation("tasks");
  if (factor === null) return null;
  const n = factor.toFixed(1);
  return (
    <span className={classes.slower} title={t("usual.slower", { n })}>
      {n}×
    </span>
  );
}

function Attempts({ row }: { row: Row }) {
  const { t } = useTranslation("tasks");
  const count = row.type === "step" ? attemptsOf(row.step) : row.type === "run" ? triesOf(row.run) : 0;
  if (count < 2) return null;
  return (
    <span className={classes.times} title={t("timeline.attempts", { count })}>
      ×{count}
    </span>
  );
}

function Hosts({ row, hostCount }: { row: Row; hostCount: number }) {
  const { t } = useTranslation("tasks");
  const count =
    row.type !== "step" ? 0 : row.step.runs.length > 0 ? row.step.runs.length : row.step.onAllHosts ? hostCount : 0;
  if (count < 2) return <span className={classes.hosts} />;
  return (
    <span className={classes.hosts} title={t("timeline.hostCount", { count })}>
      <Icon name="hosts" size={12} />
      {count}
    </span>
  );
}

function sameNameRow(before: NameRowProps, after: NameRowProps): boolean {
  const { row: old, ...rest } = before;
  return (
    sameRow(old, after.row) && Object.entries(rest).every(([key, value]) => Object.is(value, Reflect.get(after, key)))
  );
}

import { memo } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "../../../shared/icons/icon";
import { StateIcon } from "../../../shared/state/state-icon";
import { formatFull } from "../../../shared/time/format";
import { offersSomething } from "../model/step-operators";
import { callName } from "../model/title";
import { type UsualTime, isComparable, slowerBy } from "../model/usual";
import { StepMenu } from "../parts/step-menu";
import { sameRow } from "../timeline/rows";
import type { Fold } from "../timeline/use-folding";
import type { OperateStep } from "../views/steps-view";
import { factsOf } from "./facts";
import type { TableRow as Row } from "./rows";
import { COLUMNS, type Column } from "./sort";
import classes from "./table.module.css";
import type { Speak, Texts } from "./words";

export type TableRowProps = {
  row: Row;
  top: number;
  index: number;
  selected: boolean;
  /** The time, for a row that still grows; 0 for one that does not, so that it is not drawn again. */
  now: number;
  several: boolean;
  speak: Speak;
  usual: UsualTime | null;
  critical: boolean;
  onOperate: OperateStep;
  onSelect: (row: Row) => void;
  onFold: Fold;
};

export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { row, top, index, selected, now, speak, onSelect, onFold } = props;
  const texts = speak(row, now);
  const { state, started } = factsOf(row, now);
  const { kind } = state;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the treegrid has the focus and the keys
    <div
      id={`table-row-${index}`}
      role="row"
      className={classes.row}
      style={{ top }}
      aria-level={row.level}
      aria-rowindex={index + 2}
      aria-expanded={row.open ?? undefined}
      aria-selected={selected}
      data-state={kind}
      onClick={() => onSelect(row)}
      onDoubleClick={() => onFold(row)}
    >
      {COLUMNS.map((column) => (
        <span
          key={column}
          role="gridcell"
          data-column={column}
          data-level={column === "state" ? row.level : undefined}
          title={titleOf(column, texts, started)}
        >
          {column === "state" && <Twist row={row} onFold={onFold} />}
          {column === "state" && <StateIcon state={kind} />}
          <Cell column={column} texts={texts} {...props} />
        </span>
      ))}
    </div>
  );
}, sameTableRow);

function titleOf(column: Column, texts: Texts, started: number | null): string | undefined {
  if (column === "started") return started === null ? undefined : formatFull(started);
  return column === "message" || column === "name" ? texts[column] : undefined;
}

function Cell(props: TableRowProps & { column: Column; texts: Texts }) {
  const { column, texts, row, several, critical } = props;
  const { t } = useTranslation("tasks");
  const text = texts[column];
  if (column === "took") return <Took {...props} text={text} />;
  if (column === "host" && row.type === "step" && row.step.runs.length !== 1)
    return <span className={classes.weak}>{text}</span>;
  if (column === "host" && row.type === "run")
    return (
      <>
        {text} <span className={classes.weak}>{row.run.zone}</span>
        {critical && (
          <span className={classes.mark} title={t("timeline.lastWhy")}>
            {t("timeline.last")}
          </span>
        )}
      </>
    );
  if (column === "name" && row.type === "step")
    return (
      <>
        <span className="cut">{text}</span>
        {several && <span className={classes.weak}>{callName(row, t)}</span>}
        {critical && (
          <span className={classes.mark} title={t("critical.why")}>
            {t("critical.mark")}
          </span>
        )}
        {offersSomething(row.step) && (
          <StepMenu
            step={row.step}
            onOperate={(operator) => props.onOperate(row.selection.callKey, row.step, operator)}
          />
        )}
      </>
    );
  return <span className="cut">{text}</span>;
}

function Took({ row, now, usual, text }: TableRowProps & { text: string }) {
  const { t } = useTranslation("tasks");
  const { state, took } = factsOf(row, now);
  const factor = isComparable(state.kind) ? slowerBy(took, usual) : null;
  if (factor === null) return text;
  return (
    <span className={classes.slower} title={t("usual.slower", { n: factor.toFixed(1) })}>
      {text}
      <span className="sr">, {t("usual.slower", { n: factor.toFixed(1) })}</span>
    </span>
  );
}

function Twist({ row, onFold }: { row: Row; onFold: Fold }) {
  if (row.open === null) return <span className={classes.twist} />;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- for the mouse; left and right do it by key
    <span
      className={classes.twist}
      onClick={(event) => {
        event.stopPropagation();
        onFold(row);
      }}
    >
      <Icon name={row.open ? "chevronDown" : "chevronRight"} size={12} />
    </span>
  );
}

function sameTableRow(before: TableRowProps, after: TableRowProps): boolean {
  const { row: old, ...rest } = before;
  return (
    sameRow(old, after.row) && Object.entries(rest).every(([key, value]) => Object.is(value, Reflect.get(after, key)))
  );
}

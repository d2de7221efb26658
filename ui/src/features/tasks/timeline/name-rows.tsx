import type { VirtualItem } from "@tanstack/react-virtual";
import { memo } from "react";

import type { StepView } from "../../../ipc/generated";
import type { Usual } from "../model/usual";
import { isGrowing } from "./describe";
import { NameRow } from "./name-row";
import { type Row, usualOfRow } from "./rows";
import classes from "./timeline.module.css";

type Props = {
  rows: Row[];
  items: VirtualItem[];
  at: number;
  now: number;
  usual: Usual;
  critical: ReadonlySet<string>;
  showsUsual: boolean;
  hostCount: number;
  onSelect: (row: Row) => void;
  onFold: (row: Row) => void;
  onOperate: (callKey: string, step: StepView, operator: StepView["operators"][number]["operator"]) => void;
};

/** The bands behind the rows in sight; the chosen one stands out. */
export const Bands = memo(function Bands({ items, at }: Pick<Props, "items" | "at">) {
  return items.map(({ index, start }) => (
    <div
      key={index}
      role="presentation"
      className={classes.band}
      style={{ top: start }}
      data-selected={index === at || undefined}
    />
  ));
});

/** The left part of the rows in sight. Moving the bars does not touch it. */
export const NameRows = memo(function NameRows({ rows, items, at, now, usual, critical, ...rest }: Props) {
  return items.map(({ index, start }) => {
    const row = rows[index];
    if (!row) return null;
    return (
      <NameRow
        key={row.id}
        row={row}
        top={start}
        index={index}
        selected={index === at}
        now={isGrowing(row) ? now : 0}
        usual={usualOfRow(usual, row)}
        critical={critical.has(row.id)}
        {...rest}
      />
    );
  });
});

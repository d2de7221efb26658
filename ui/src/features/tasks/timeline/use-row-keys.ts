import type { KeyboardEvent } from "react";

import { rowKey } from "./keys";
import { type Row, parentIndex } from "./rows";

type Options = {
  rows: Row[];
  at: number;
  onSelect: (row: Row) => void;
  fold: (row: Row, open: boolean) => void;
  onOpenLog: () => void;
};

/** Arrow keys of a treegrid: up and down, left folds or goes to the parent, right unfolds or goes to the first child. */
export function handleRowKey(event: KeyboardEvent, options: Options): void {
  const action = rowKey(event);
  if (action === null || event.target !== event.currentTarget) return;
  event.preventDefault();
  if (action === "openLog") return options.onOpenLog();
  const row = options.rows[options.at];
  if (row && (action === "fold" || action === "unfold")) return foldOrMove(row, action, options);
  const target = { rowUp: options.at - 1, rowDown: options.at + 1, rowFirst: 0, rowLast: options.rows.length - 1 }[
    String(action)
  ];
  select(options, target);
}

function foldOrMove(row: Row, action: "fold" | "unfold", options: Options): void {
  const open = row.type === "run" ? null : row.open;
  if (action === "fold")
    return open === true ? options.fold(row, false) : select(options, parentIndex(options.rows, options.at));
  return open === false ? options.fold(row, true) : open === true ? select(options, options.at + 1) : undefined;
}

function select({ rows, onSelect }: Options, index: number | undefined): void {
  const row = index === undefined ? undefined : rows[index];
  if (row) onSelect(row);
}

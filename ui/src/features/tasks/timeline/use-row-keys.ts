import type { KeyboardEvent } from "react";

import { rowKey } from "./keys";
import { parentIndex } from "./rows";
import type { Fold, Foldable } from "./use-folding";

type KeyRow = Foldable & { level: number };

type Options<R extends KeyRow> = {
  rows: readonly R[];
  at: number;
  onSelect: (row: R) => void;
  fold: Fold;
  onOpenLog: () => void;
};

/** Arrow keys of a treegrid: up and down, left folds or goes to the parent, right unfolds or goes to the first child. */
export function handleRowKey<R extends KeyRow>(event: KeyboardEvent, options: Options<R>): void {
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

function foldOrMove<R extends KeyRow>(row: R, action: "fold" | "unfold", options: Options<R>): void {
  const open = row.open ?? null;
  if (action === "fold")
    return open === true ? options.fold(row, false) : select(options, parentIndex(options.rows, options.at));
  return open === false ? options.fold(row, true) : open === true ? select(options, options.at + 1) : undefined;
}

function select<R extends KeyRow>({ rows, onSelect }: Options<R>, index: number | undefined): void {
  const row = index === undefined ? undefined : rows[index];
  if (row) onSelect(row);
}
